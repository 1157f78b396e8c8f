"""The two tables of the journal, as SQLAlchemy Core sees them on any database."""

import sqlalchemy as sa

SCHEMA = 2
"""Number of the layout below; 1 had neither ``undoes`` nor the two indexes."""

metadata = sa.MetaData()

meta = sa.Table(
    "workbook_meta",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)

# Rows are only ever added, so SQLite's plain rowid already grows without end: AUTOINCREMENT would
# buy nothing and cost one more page per save.
revisions = sa.Table(
    "workbook_revisions",
    metadata,
    sa.Column(
        "sequence",
        sa.BigInteger().with_variant(sa.Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    sa.Column("id", sa.String(64), nullable=False, unique=True),
    sa.Column("record_id", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(64), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("saved_at", sa.String(32), nullable=False),
    sa.Column("author", sa.String(320), nullable=False),
    sa.Column("undoes", sa.String(64)),
    # Last, so that a scan for the other columns need not walk through long bodies. NULL: deleted.
    sa.Column("body", sa.Text),
)

newest_first = sa.Index(
    "workbook_revisions_newest", revisions.c.kind, revisions.c.record_id, revisions.c.sequence
)

# Partial: an ordinary save leaves it alone.
_is_undo = revisions.c.undoes.is_not(None)
undone = sa.Index(
    "workbook_revisions_undone",
    revisions.c.undoes,
    sqlite_where=_is_undo,
    postgresql_where=_is_undo,
)
