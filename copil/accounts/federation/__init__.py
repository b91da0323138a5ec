"""Login through an identity provider (OpenID Connect): one provider, of the settings; none by default."""
