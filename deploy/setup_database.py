"""Makes ready the database of a site in containers: tables, the role that serves, criteria sets.

Runs as the owner of the database (`DATABASE_URL`); `WEB_PASSWORD` becomes that of `ntm_web`. May be
run again at any time, and must be after an upgrade.
"""

import os
import subprocess
import sys
from pathlib import Path

import environ
import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).resolve().parent.parent
ROLE = "ntm_web"


def manage(*arguments: str) -> str:
    """What the command prints; ends where it fails."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE).stdout


def make_bucket() -> None:
    """The bucket of evidence, where the settings name one that is not there yet."""
    name = os.environ.get("EVIDENCE_S3_BUCKET")
    if not name:
        return
    import boto3

    client = boto3.client(
        "s3",
        endpoint_url=os.environ["EVIDENCE_S3_ENDPOINT"],
        aws_access_key_id=os.environ["EVIDENCE_S3_ACCESS_KEY"],
        aws_secret_access_key=os.environ["EVIDENCE_S3_SECRET_KEY"],
        region_name=os.environ.get("EVIDENCE_S3_REGION", "us-east-1"),
    )
    if name not in [bucket["Name"] for bucket in client.list_buckets()["Buckets"]]:
        client.create_bucket(Bucket=name)


def main() -> None:
    make_bucket()
    config = environ.Env.db_url_config(os.environ["DATABASE_URL"])
    connection = psycopg2.connect(
        dbname=config["NAME"],
        user=config["USER"],
        password=config["PASSWORD"],
        host=config["HOST"],
        port=config["PORT"] or 5432,
    )
    connection.autocommit = True
    # A role belongs to the server, not to the record: no model stands for it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        verb = "ALTER" if cursor.fetchone() else "CREATE"
        statement = sql.SQL(verb + " ROLE {} LOGIN PASSWORD %s").format(sql.Identifier(ROLE))
        cursor.execute(statement, [os.environ["WEB_PASSWORD"]])
        manage("migrate", "--verbosity", "0")
        cursor.execute(manage("web_role", ROLE))
    connection.close()
    print(manage("load_sample", "--sets-only").rstrip())


if __name__ == "__main__":
    main()
