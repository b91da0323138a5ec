"""Forms of accounts."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordForm as AllauthResetForm
from django import forms
from django.contrib.auth.password_validation import validate_password

from copil.identity.enums import Role
from copil.identity.models import Membership, Network, User

_LENGTH_HINT = (
    "15 caractères au moins, par exemple quatre mots qui n’ont rien à voir. Aucune autre contrainte."
)


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth ships no types
    """Address and password, with our labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Adresse électronique"
        self.fields["login"].widget.attrs = {"autocomplete": "username webauthn", "inputmode": "email"}
        self.fields["password"].label = "Mot de passe"
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}
        if "remember" in self.fields:
            self.fields["remember"].label = "Rester connecté sur cet appareil"


class ResetPasswordForm(AllauthResetForm):  # type: ignore[misc]  # allauth ships no types
    """The address to which a link is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Adresse électronique"
        self.fields["email"].widget.attrs = {"autocomplete": "email"}


class ProfileForm(forms.ModelForm[User]):
    """How the person is named."""

    class Meta:
        model = User
        fields = ["given_name", "family_name"]
        widgets = {
            "given_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "family_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }


class NewEmailForm(forms.Form):
    """The address somebody wants to enter with."""

    email = forms.EmailField(
        label="Nouvelle adresse électronique",
        max_length=254,
        help_text="Un lien y sera envoyé. Rien ne change tant qu’il n’est pas ouvert.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class InviteForm(forms.Form):
    """One person to invite."""

    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        help_text="La personne recevra un lien valable quatorze jours.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Rôle dans l’espace", choices=Role.choices, initial=Role.MEMBER)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class RoleForm(forms.ModelForm[Membership]):
    """The role of a member."""

    class Meta:
        model = Membership
        fields = ["role"]


class JoinForm(forms.Form):
    """What a person without an account gives to accept an invitation."""

    given_name = forms.CharField(
        label="Prénom", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    family_name = forms.CharField(
        label="Nom", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    password = forms.CharField(
        label="Mot de passe",
        strip=False,
        help_text=_LENGTH_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        password = cleaned.get("password")
        if password:
            person = User(
                email=self.email,
                given_name=cleaned.get("given_name", ""),
                family_name=cleaned.get("family_name", ""),
            )
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class NetworkForm(forms.ModelForm[Network]):
    """The name of a network, and how far it reaches."""

    class Meta:
        model = Network
        fields = ["name", "level"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off"})}
        help_texts = {"level": "Un espace peut être dans plusieurs réseaux, de niveaux différents."}


class InviteWorkspaceForm(forms.Form):
    """The identifier of the workspace to invite."""

    identifier = forms.CharField(
        label="Identifiant de l’espace",
        max_length=60,
        help_text="Il figure dans l’adresse de cet espace, après « /e/ », et sur sa page « Réseaux ».",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ExcludeForm(forms.Form):
    """Why a workspace is put out of a network."""

    reason = forms.CharField(
        label="Motif",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text="L’administration de cet espace le recevra tel quel.",
        error_messages={"required": "Dites pourquoi : l’espace exclu le lira."},
    )
