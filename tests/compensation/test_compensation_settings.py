"""The reader's assumptions: complete, bounded, each with its reason."""

import pytest
from pydantic import ValidationError

from workbook import guide
from workbook.compensation.limits import sentences
from workbook.compensation.settings import TRUST, Settings, reason
from workbook.journal import open_journal


def test_every_source_but_own_pay_has_a_default_weight_with_a_reason():
    assert set(TRUST) == {source.id for source in guide.sources()} - {"own-pay"}
    assert all(0 < trust.weight <= 1 and trust.reason for trust in TRUST.values())


def test_every_setting_says_why_it_has_its_default():
    for field in set(Settings.model_fields) - {"id"}:
        assert reason(field)


def test_trusting_one_source_less_leaves_the_others_at_their_defaults():
    settings = Settings(trust={"aggregator": 0.1})
    assert settings.trust["aggregator"] == 0.1
    assert settings.trust["offer-letter"] == TRUST["offer-letter"].weight
    assert set(settings.trust) == set(TRUST)


def test_settings_survive_the_journal():
    journal = open_journal("sqlite://")
    journal.save(Settings(trust={"other": 0.0}, drift=0.03, half_life=1.5))
    found = journal.get(Settings, Settings.ONLY)
    assert found == Settings(trust={"other": 0.0}, drift=0.03, half_life=1.5)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"trust": {"recruiter": 1.5}}, "cannot be; it runs from 0"),
        ({"trust": {"recruiter": -0.1}}, "cannot be; it runs from 0"),
        ({"trust": {"own-pay": 1}}, "never counts"),
        ({"trust": {"a friend": 1}}, "“a friend” is no kind of source"),
        ({"trust": dict.fromkeys(TRUST, 0)}, "No source is trusted"),
        ({"drift": 3}, "300% a year"),
        ({"half_life": 0}, "half-life of 0"),
        ({"undated_age": -1}, "age of -1"),
        ({"bonus_likelihood": 1.2}, "120% is not a part"),
        ({"refreshers": -1}, "is not a part"),
        ({"liquidity_discount": 2}, "is not a part"),
        ({"sign_on_years": 0}, "1 to 10 years"),
        ({"option_price": 0}, "not on offer"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(wrong, said):
    with pytest.raises(ValidationError) as refused:
        Settings(**wrong)
    ((_, sentence),) = sentences(refused.value)
    assert said in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("field", ["drift", "half_life", "undated_age", "option_price"])
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(field, value):
    with pytest.raises(ValidationError):
        Settings(**{field: value})
