"""How many claims stand beside a fact; and no row where it is one, which decides it."""

from django.db import migrations, models

COUNT = "UPDATE facts_fact SET claims = (SELECT count(*) FROM facts_support s WHERE s.fact_id = facts_fact.id)"
DROP = """
    DELETE FROM facts_support
    WHERE stance = 'for' AND rule = 'decides' AND EXISTS (
        SELECT 1 FROM facts_fact f
        WHERE f.id = facts_support.fact_id AND f.claims = 1 AND f.decided_by = facts_support.claim_id
    )
"""
RESTORE = """
    INSERT INTO facts_support (fact_id, claim_id, stance, rule)
    SELECT f.id, f.decided_by, 'for', 'decides' FROM facts_fact f JOIN claims_claim c ON c.id = f.decided_by
    WHERE f.claims = 1 AND NOT EXISTS (SELECT 1 FROM facts_support s WHERE s.fact_id = f.id)
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_forwarded_and_reports")]

    operations = [
        migrations.AddField(
            "fact",
            "claims",
            models.PositiveIntegerField(default=0, help_text="how many stand beside it; see Support"),
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
        migrations.RunSQL(DROP, RESTORE),
    ]
