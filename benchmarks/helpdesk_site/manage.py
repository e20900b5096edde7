"""django-helpdesk with the settings that its own documentation asks for, only to migrate an empty database."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk_settings")
    execute_from_command_line(sys.argv)
