"""Numbers made from each respondent's own answers, and what they are on average by the side's design."""

from gapkit.respondents.averages import Averages, choice_averages, design_of, number_averages, share_averages
from gapkit.respondents.families import Together, together
from gapkit.respondents.results import Result
from gapkit.respondents.sayings import Said, check_study, enough, responses_in, roles_of, said

__all__ = [
    "Averages",
    "Result",
    "Said",
    "Together",
    "check_study",
    "choice_averages",
    "design_of",
    "enough",
    "number_averages",
    "responses_in",
    "roles_of",
    "said",
    "share_averages",
    "together",
]
