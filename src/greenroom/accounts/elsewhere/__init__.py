"""Signing in elsewhere: by OpenID Connect (OpenID Connect Core 1.0, code flow with PKCE) at issuers that settings name.

    depart ──▶ their page ──▶ /sign-in/{provider}/back ──▶ arrive
       └── a signed cookie: state, provider, target ──────────┘

Nothing is kept on this server in between. What the cookie's `state` was made for – the nonce, and the verifier of PKCE –
is made of it and the server's secret. An issuer that answers by POST (Apple's `form_post`) does so from its own site, with
which browsers send no cookie that is SameSite=Lax; SameSite=None would want https everywhere, and bring the cookie to
everybody. So that POST is answered by a redirection to the same address with the same values in its query, which is a
GET, and with that the cookie comes.
"""

from greenroom.accounts.elsewhere.elsewhere import Departure, Elsewhere
from greenroom.accounts.elsewhere.provider import Provider, providers_of

__all__ = ["Departure", "Elsewhere", "Provider", "providers_of"]
