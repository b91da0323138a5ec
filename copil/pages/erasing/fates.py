"""What becomes of each column that names a person or an account when they are erased.

The test of this table lists every foreign key of the installation: one that is missing fails. A column that
only says who did something goes on naming the row, which names nobody any more.
"""

from collections.abc import Mapping
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a row that names somebody."""

    DELETED = "deleted"  # it says nothing but something about them
    EMPTIED = "emptied"  # it stays for the others; what they said in it goes
    KEPT = "kept"  # it is the work of the others, and names « Personne effacée » from now on


DELETED, EMPTIED, KEPT = Fate.DELETED, Fate.EMPTIED, Fate.KEPT

# In the order in which rows go: what points to a row before the row.
PEOPLE: Mapping[str, Fate] = {
    "directory.Person.merged_into": KEPT,  # erased as the same person
    "directory.Function.person": DELETED,
    "directory.Availability.person": DELETED,
    "needs.Diagnostic.led_by": KEPT,
    "needs.Need.confirmed_by": KEPT,
    "needs.NeedOrigin.person": KEPT,
    "needs.PartnerOpinion.person": EMPTIED,
    "initiatives.TeamMember.person": EMPTIED,
    "initiatives.PlannedActivity.person": KEPT,
    "tasks.Task.person": KEPT,
    "tasks.StatusRequest.person": EMPTIED,
    "ballots.Voter.person": KEPT,
    "surveys.Recipient.person": EMPTIED,
    "governance.Mandate.person": EMPTIED,
    "governance.Mandate.substitute": KEPT,
    "governance.Decision.owner": KEPT,
    "governance.AdminPiece.person": KEPT,
    "governance.Condition.owner": KEPT,
    "governance.Validation.person": KEPT,
    "governance.MissionLetter.person": KEPT,
    "governance.RoleHolding.person": EMPTIED,
    "governance.RoleSkill.person": KEPT,
    "governance.InternalService.contact": KEPT,
    "governance.Backing.sponsor": KEPT,
    "meetings.Meeting.chair": KEPT,
    "meetings.Meeting.secretary": KEPT,
    "meetings.AgendaItem.presenter": KEPT,
    "meetings.Registration.person": DELETED,
    "meetings.Participant.person": KEPT,
    "meetings.Invitation.represented_by": KEPT,
    "meetings.LogisticsHand.person": KEPT,
    "meetings.Outcome.person": KEPT,
    "meetings.Amendment.person": EMPTIED,
    "meetings.Place.contact": KEPT,
    "workshops.WorkingGroup.facilitator": KEPT,
    "workshops.WorkingGroup.spokesperson": KEPT,
    "workshops.GroupMember.person": KEPT,
    "workshops.Place.person": KEPT,
    "workshops.ActionSheet.lead_person": KEPT,
    "workshops.PlanAction.lead_person": KEPT,
    "workshops.LeadRequest.person": EMPTIED,
    "workshops.UpdateLink.person": EMPTIED,
    "workshops.Card.author": KEPT,
    "workshops.CardComment.author": KEPT,
}
# What hangs on a row that names a person and says something of them: the way to the person, and the columns
# that are emptied; the whole row goes when none is named.
FURTHER: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "meetings.Hospitality": ("participant__person", ()),
    "meetings.Invitation": ("participant__person", ("word", "trouble")),
    "meetings.PollVoter": ("participant__person", ("word", "trouble")),
    "governance.LetterVersion": ("letter__person", ("email", "comment")),
}
ACCOUNTS: Mapping[str, Fate] = {
    "account.EmailAddress.user": DELETED,
    "mfa.Authenticator.user": DELETED,
    "identity.Membership.user": DELETED,
    "accounts.InactivityNotice.user": DELETED,
    "accounts.EmailChange.user": DELETED,
    "accounts.Identity.user": DELETED,
    "accounts.Invitation.accepted_by": EMPTIED,
    "search.RecentSearch.user": DELETED,
    "notifications.Notification.user": DELETED,
    "notifications.Preference.user": DELETED,
    "notifications.DigestTime.user": DELETED,
    "notifications.OutboxMessage.user": EMPTIED,
    "directory.SavedFilter.owner": KEPT,  # those that nobody else uses go
    "directory.Person.user": KEPT,  # erased with the account
    **dict.fromkeys(
        (
            *("journal.JournalEntry.actor", "documents.WordTemplate.added_by"),
            *("documents.ArchivedDocument.issued_by", "exchange.KnownColumns.confirmed_by"),
            *("exchange.ImportRun.started_by", "exchange.RowCorrection.said_by"),
            *("accounts.Invitation.invited_by", "accounts.Erasure.asked_by"),
            *("directory.BulkEdit.by", "directory.KeptApart.said_by", "directory.Merge.merged_by"),
            *(
                "directory.Merge.undone_by",
                "directory.ValueSource.decided_by",
                "needs.NetworkShare.shared_by",
            ),
            *("needs.OfferCheck.signed_by", "initiatives.MethodShare.shared_by"),
            *("initiatives.Method.published_by", "initiatives.ActivityMark.said_by"),
            *("initiatives.StageMove.moved_by", "initiatives.CarrierSheet.checked_by"),
            *("initiatives.CarrierInvitation.sent_by", "initiatives.ExistingItem.decided_by"),
            *("initiatives.EarlierDraft.made_by", "initiatives.MethodMove.moved_by"),
            *("tasks.Task.created_by", "tasks.TaskComment.author", "tasks.StatusRequest.asked_by"),
            *("surveys.Survey.created_by", "governance.Decision.adopted_by"),
            *("governance.GateReview.decided_by", "governance.GateReview.reopened_by"),
            *("governance.Condition.settled_by", "governance.Validation.said_by"),
            *("governance.MissionLetter.withdrawn_by", "governance.LetterVersion.sent_by"),
            *("governance.PublicPage.published_by", "meetings.Meeting.created_by"),
            *("meetings.AgendaItem.proposed_by", "meetings.AttendanceNote.noted_by"),
            *("meetings.Invitation.recorded_by", "meetings.LogisticsLine.done_by"),
            *("meetings.Minutes.sent_by", "meetings.NotesVersion.author", "meetings.Amendment.answered_by"),
            *("meetings.DatePoll.created_by", "meetings.PollVoter.recorded_by"),
            *("workshops.ActionSheet.created_by", "workshops.ActionStatement.stated_by"),
            *("workshops.BoardAct.by", "workshops.Card.typed_by", "workshops.CardComment.typed_by"),
            *("workshops.LeadRequest.asked_by", "workshops.UpdateLink.sent_by"),
            *("ballots.PaperBatch.first_by", "ballots.PaperBatch.second_by"),
            *("workshops.PlanAnswer.by", "workshops.PlanMerge.by", "workshops.PlanEdition.published_by"),
            *("api.ApiToken.revoked_by", "api.Webhook.owner"),
            *("workshops.Allocation.accepted_by", "library.ExperienceSheet.reviewer"),
            *("library.ExperienceSheet.submitted_by", "library.Edition.published_by"),
        ),
        KEPT,
    ),
}
# What these tables say is public: national registers and territories.
NOT_READ = frozenset(
    {"directory.RegisterEntry", "directory.RegisterAnswer", "directory.RegisterLoad", "accounts.Purge"}
)
NOT_READ_APPS = frozenset({"territories"})
# A row that names them only serves to reach them, or to remember that they were looked for.
DELETED_WHEN_NAMED = frozenset(
    {"notifications.Preference", "notifications.Bounce", "notifications.Job", "search.RecentSearch"}
)
# What was brought in or sent: emptied whole, for the others are in it too.
EMPTIED_WHEN_NAMED: Mapping[str, Mapping[str, object]] = {
    "journal.JournalEntry": {"salt": "", "payload": None},
    "exchange.ImportRow": {"label": "", "reason": "", "values": {}, "details": None, "before": None},
    "exchange.RowCorrection": {"cells": {}},
}
