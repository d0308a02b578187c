"""The WSGI application that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from ntm_project.common.stack import with_stack_room
from ntm_project.common.whole import load_program

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_project.settings")

application = with_stack_room(get_wsgi_application())


# After the application: only now are the apps there.
from villages.accounts.sample_check import warn_at_start  # noqa: E402
from villages.guards.at_start import refuse_unguarded  # noqa: E402

refuse_unguarded()
if not settings.DEBUG:
    load_program()
warn_at_start()
