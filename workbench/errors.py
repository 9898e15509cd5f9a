"""What can go wrong, by what the reader does next.

WorkbenchError
  ListError           mend the list (or say how to read it)
  PagesError          name other pages, or another place for what is found on them
  SettingsError       mend the settings file
  ScheduleError       mend the schedule file
  RegistryError       give another file of all companies, or make it anew
  NotebookError       mend the notebook, or what it was given
  SetupError          mend the surroundings: the stack, the embedded AWS, a program that is missing
  RunError            look at the run
    RunNotFound       there is no such run
    RunFailed         it ended without a result that can be used
  TryAgain            nothing is broken for good: wait, sign in again, call once more
    WaitTimeout       the time given to wait is over; the run goes on

An error carries a message code and its data; the sentence is made where it is read (workbench.messages).
Programmers' mistakes stay ValueError and TypeError.
"""

from workbench import messages


class WorkbenchError(Exception):
    """One base for everything that a person can act on. `code` names the sentence, `details` fills it."""

    def __init__(self, code: str, /, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        return messages.say(self.code, **self.details)


class ListError(WorkbenchError):
    """The list cannot be read as it is: file, row and column are in the details."""


class PagesError(WorkbenchError):
    """The pages cannot be read, or what is found cannot be written: the path is in the details."""


class SettingsError(WorkbenchError):
    """The settings file is wrong: file, line, key and the value found are in the details."""


class ScheduleError(WorkbenchError):
    """The schedule file is wrong, or there is no such schedule: which, and every problem, is in the details."""


class RegistryError(WorkbenchError):
    """The registry of all companies, or a file it is made of, cannot be read: the file is in the details."""


class NotebookError(WorkbenchError):
    """The notebook or its parameters are wrong: which, and what it knows, is in the details."""


class SetupError(WorkbenchError):
    """The surroundings are not ready: what is missing and how to get it is in the details."""


class RunError(WorkbenchError):
    """Something about one run: its id is in the details."""


class RunNotFound(RunError):
    """No run of that id is kept in the bucket."""


class RunFailed(RunError):
    """The run ended without a result that can be used."""


class TryAgain(WorkbenchError):
    """A passing trouble: throttling, a lost connection, credentials that ran out."""


class WaitTimeout(TryAgain):
    """The time given to wait is over; the run itself goes on."""
