"""The two tables of the journal, as SQLAlchemy Core sees them on any database."""

import sqlalchemy as sa

SCHEMA = 2
"""Number of the layout below; layout 1 had neither ``undoes`` nor the index."""

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
    sa.Column("body", sa.Text),  # NULL: this revision deletes the record
    sa.Column("saved_at", sa.String(32), nullable=False),  # ISO 8601, UTC, microseconds
    sa.Column("author", sa.String(320), nullable=False),  # machine:process:start
    sa.Column("undoes", sa.String(64)),
)

newest_first = sa.Index(
    "workbook_revisions_newest", revisions.c.kind, revisions.c.record_id, revisions.c.sequence
)


def make_tables(connection: sa.Connection) -> None:
    """Make the tables of the current schema where there are none, in the caller's transaction."""
    metadata.create_all(connection)
    query = sa.select(meta.c.value).where(meta.c.name == "schema")
    if connection.execute(query).scalar() is None:
        connection.execute(meta.insert().values(name="schema", value=SCHEMA))


def read_schema(connection: sa.Connection) -> int | None:
    """Return the number of the schema, or None where there is no journal."""
    if not sa.inspect(connection).has_table(meta.name):
        return None
    query = sa.select(meta.c.value).where(meta.c.name == "schema")
    return connection.execute(query).scalar()


def upgrade_tables(connection: sa.Connection, schema: int) -> None:
    """Bring the tables from an older schema to the current one, in the caller's transaction."""
    if schema < 2:
        connection.exec_driver_sql("ALTER TABLE workbook_revisions ADD COLUMN undoes VARCHAR(64)")
        newest_first.create(connection)
    connection.execute(meta.update().where(meta.c.name == "schema").values(value=SCHEMA))
