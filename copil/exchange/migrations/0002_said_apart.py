from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]
    operations = [migrations.AddField("rowcorrection", "apart", models.JSONField(default=list))]
