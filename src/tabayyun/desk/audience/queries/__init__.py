"""What the audience room knows. Every figure comes with the readings it was taken from."""

from tabayyun.desk.audience.queries.charts import Chart, Line, Mark, followers_chart
from tabayyun.desk.audience.queries.figures import (
    Flow,
    Follows,
    Growth,
    Milestone,
    Standing,
    Total,
    followers_on,
    follows_on,
    growth,
    latest_milestone,
    months_to,
    posts_in,
    total_in,
    views_in,
)
from tabayyun.desk.audience.queries.lists import (
    Row,
    Year,
    account_rows,
    health_of,
    history,
    readings_of,
    years,
)
from tabayyun.desk.audience.queries.months import Month, growth_bars, month_bars, monthly
from tabayyun.desk.audience.queries.readers import reader_in_words, readers
from tabayyun.desk.audience.queries.tokens import has_token

__all__ = [
    "Chart",
    "Flow",
    "Follows",
    "Growth",
    "Line",
    "Mark",
    "Milestone",
    "Month",
    "Row",
    "Standing",
    "Total",
    "Year",
    "account_rows",
    "followers_chart",
    "followers_on",
    "follows_on",
    "growth",
    "growth_bars",
    "has_token",
    "health_of",
    "history",
    "latest_milestone",
    "month_bars",
    "monthly",
    "months_to",
    "posts_in",
    "reader_in_words",
    "readers",
    "readings_of",
    "total_in",
    "views_in",
    "years",
]
