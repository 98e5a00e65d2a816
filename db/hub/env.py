"""Runs the steps of the hub's schema on a connection that the caller opened and passes in.

`config.attributes`: `connection`, and `metadata` where the caller wants tables compared (the drift test).
"""

from alembic import context

attributes = context.config.attributes

context.configure(connection=attributes["connection"], target_metadata=attributes.get("metadata"))
with context.begin_transaction():
    context.run_migrations()
