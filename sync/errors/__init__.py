"""What can go wrong, as typed exceptions that carry data and an exit code.

The Russian sentences for them stand in ``sync/render/``.
"""

from sync.errors.access import CredentialsBroken, CredentialsExposed, CredentialsMissing, PortInUse, SignInNeeded
from sync.errors.asked import (
    NotConfirmed,
    NotErased,
    UnknownCode,
    UnknownMeeting,
    UnknownPair,
    UnknownPerson,
    UnknownSurvey,
)
from sync.errors.backups import BackupBroken, BackupFailed, BackupNewer, BackupThere, NothingToBackUp, ServerRunning
from sync.errors.mail import LedgerLost, MailAway, MailLoginRefused, MailNotConfigured, MailUnsafe
from sync.errors.programme import (
    AlreadyThere,
    AnswersRefused,
    FileNotWritable,
    FolderMissing,
    NoProgramme,
    NotSetUp,
    OtherProgramme,
    ProgrammeError,
    ProgrammeProblem,
    TemplateBroken,
)
from sync.errors.remote import (
    FileGone,
    FileUnseen,
    Forbidden,
    Garbled,
    NotFound,
    QuotaExhausted,
    Refused,
    RemoteError,
    Uncertain,
    Unreachable,
)
from sync.errors.stopped import AnswersVanished, NewerProgramme, Overtaken, TooMuchChange
from sync.errors.tool import Exit, ToolError

__all__ = [
    "AlreadyThere",
    "AnswersRefused",
    "AnswersVanished",
    "BackupBroken",
    "BackupFailed",
    "BackupNewer",
    "BackupThere",
    "CredentialsBroken",
    "CredentialsExposed",
    "CredentialsMissing",
    "Exit",
    "FileGone",
    "FileNotWritable",
    "FileUnseen",
    "FolderMissing",
    "Forbidden",
    "Garbled",
    "LedgerLost",
    "MailAway",
    "MailLoginRefused",
    "MailNotConfigured",
    "MailUnsafe",
    "NewerProgramme",
    "NoProgramme",
    "NotConfirmed",
    "NotErased",
    "NotFound",
    "NotSetUp",
    "NothingToBackUp",
    "OtherProgramme",
    "Overtaken",
    "PortInUse",
    "ProgrammeError",
    "ProgrammeProblem",
    "QuotaExhausted",
    "Refused",
    "RemoteError",
    "ServerRunning",
    "SignInNeeded",
    "TemplateBroken",
    "TooMuchChange",
    "ToolError",
    "Uncertain",
    "UnknownCode",
    "UnknownMeeting",
    "UnknownPair",
    "UnknownPerson",
    "UnknownSurvey",
    "Unreachable",
]
