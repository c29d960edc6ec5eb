"""An object store for tests, which speaks S3's protocol and wants signed requests."""

import secrets
from typing import Any, Self

import boto3
from moto.server import ThreadedMotoServer

ACCESS = {"access_key_id": "tests", "secret_access_key": "of-the-tests", "region": "us-east-1"}


class ObjectStore:
    """`endpoint` is where it answers."""

    def __enter__(self) -> Self:
        self._server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self._server.start()
        host, port = self._server.get_host_and_port()
        self.endpoint = f"http://{host}:{port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    @property
    def options(self) -> dict[str, str]:
        """What a client has to know."""
        return {"endpoint": self.endpoint, **ACCESS}

    def bucket(self) -> str:
        """The name of a new bucket."""
        name = f"b{secrets.token_hex(8)}"
        self.client.create_bucket(Bucket=name)
        return name

    def names(self, bucket: str) -> list[str]:
        """Of all objects in a bucket."""
        found = self.client.list_objects_v2(Bucket=bucket)
        return [one["Key"] for one in found.get("Contents", [])]

    @property
    def client(self) -> Any:
        """Amazon's own client of it."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=ACCESS["access_key_id"],
            aws_secret_access_key=ACCESS["secret_access_key"],
            region_name=ACCESS["region"],
        )
