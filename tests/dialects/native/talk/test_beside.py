"""What several people, or one with several hands, do at the same moment: everybody is served, and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor

from tests.dialects.native.talk.talker import Talker
from tests.isolation.ask import said
from tests.served import Caller

MANY = 24


def test_casts_are_moved_to_and_fro(ada: Caller) -> None:
    casts = [said(ada.post("/v1/characters", {"character": {"name": str(at)}}))["id"] for at in range(4)]
    one, other = (
        said(ada.post("/v1/scenes", {"title": title, "characters": cast}))["id"]
        for title, cast in (("One", casts[:2]), ("Other", casts[2:]))
    )

    def move(number: int) -> int:
        here, there = (one, other) if number % 2 else (other, one)
        if number % 3:
            return ada.post(f"/v1/scenes/{here}/move", {"to": there}).status_code
        return ada.send("PATCH", f"/v1/scenes/{here}", json={"characters": casts}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert {*pool.map(move, range(4 * MANY))} == {200}
    met = [said(ada.get(f"/v1/scenes/{scene}"))["characters"] for scene in (one, other)]
    assert sorted(met[0] + met[1]) == sorted(casts)


def test_personas_take_a_choice_from_one_another(ada: Caller) -> None:
    made = [said(ada.post("/v1/personas", {"name": str(at)}))["id"] for at in range(4)]

    def choose(number: int) -> int:
        who = made[number % len(made)]
        return ada.send("PATCH", f"/v1/personas/{who}", json={"default": True}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert {*pool.map(choose, range(2 * MANY))} == {200}
    assert sum(said(ada.get(f"/v1/personas/{one}"))["default"] for one in made) == 1


def test_a_character_is_deleted_while_people_talk_with_it(ada: Caller) -> None:
    talks = [Talker.of(ada) for _ in range(MANY)]

    def do(number: int) -> int:
        talk = talks[number // 3]
        if number % 3 == 2:
            return ada.delete(f"/v1/characters/{talk.character_id}").status_code
        return talk.ask("Hello").status_code

    with ThreadPoolExecutor(6) as pool:
        assert {*pool.map(do, range(3 * MANY))} <= {200, 201, 404, 409}
