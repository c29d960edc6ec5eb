"""Pictures: checked, made small and harmless, kept under ids that nobody can guess.

A picture comes in as bytes of a stranger. `pictures` turns it into a WebP of ours; `ids` names it; `media` keeps the
bytes, durably; `store` keeps the row, and which characters use it. The order is what makes a kept picture safe:

    picture = await pictures.prepare_picture(upload, ...)     # nothing is stored yet
    asset = ids.asset_of(picture, secret, account_id)
    media.put(asset.asset_id, picture.data)                   # on the disk before any row speaks of it
    store.keep(db, ...); store.use(db, ...)                   # in the transaction that writes the character

    media.put(asset.asset_id, picture.data)                   # who deleted the same one meanwhile may have taken these

and backwards: rows go in the transaction that deletes the character, bytes after its commit
(`forgetting.forget`). A crash in between leaves bytes without a row, which `sweep.sweep` finds.
"""
