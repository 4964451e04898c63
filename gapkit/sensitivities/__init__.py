"""The same gaps under other defensible choices: which verdicts hold."""

from gapkit.sensitivities.model import Holding, Sensitivity, VariantGap
from gapkit.sensitivities.running import sensitivity

__all__ = ["Holding", "Sensitivity", "VariantGap", "sensitivity"]
