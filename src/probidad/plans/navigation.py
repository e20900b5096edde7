"""Where plans stand on the rail of the desk."""

from probidad.core.navigation import NavItem, navigation
from probidad.rules.finding import gettext_noop as _

navigation.lay(NavItem("plans.plans", _("Plans"), "plans:plans", 20, table="plans.plan"))
navigation.lay(NavItem("plans.activities", _("Activities"), "plans:activities", 21, table="plans.plan"))
navigation.lay(NavItem("plans.findings", _("Findings"), "plans:findings", 22, table="plans.plan"))
