# SPDX-License-Identifier: Apache-2.0
"""First steps of a contingency plan by kind of risk, so that a plan is begun in a minute (domain-model P8).

The small set is our own. Each follows the same order: make safe and say so, restore first, tell the customer, then
look for the cause (s24, s25). Minutes are starting values that the people on site correct.
"""

from __future__ import annotations

from planner.entities.customers.asset import Asset
from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.risks.contingency_plan import PlanStep
from planner.entities.risks.risk import Risk
from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr

Step = tuple[int, str, str, str]
SHIFT, DECIDER, ENGINEER = N_("Shift on duty"), N_("Decider"), N_("Duty engineer")


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """Marked texts: name, trigger, steps as (minutes, who, does, way back), customer's tasks, text for the customer.

    ``words`` are the pieces of names of equipment and groups of checks that it fits.
    """

    key: str
    name: str
    trigger: str
    steps: tuple[Step, ...]
    customer_tasks: str
    comms: str
    words: tuple[str, ...] = ()

    def values(self) -> dict[str, object]:
        """The fields of a plan in the language in force."""
        return {
            "trigger": tr(self.trigger),
            "steps": tuple(
                PlanStep(t_plus_min=at, who=tr(who), action=tr(does), rollback=tr(back) if back else "")
                for at, who, does, back in self.steps
            ),
            "customer_tasks": tr(self.customer_tasks),
            "comms_text": tr(self.comms),
        }


_TOLD = N_("We have a fault at your site and are restoring service now. We will tell you the state every 30 minutes.")
_CLOSE: Step = (120, DECIDER, N_("Say that service is back, with the time, and close the emergency"), "")

TEMPLATES: tuple[PlanTemplate, ...] = (
    PlanTemplate(
        "power",
        N_("Power or batteries fail"),
        N_("Mains fails for longer than 5 minutes, or autonomy falls below 45 minutes"),
        (
            (0, SHIFT, N_("Read battery autonomy and load; call the decider"), ""),
            (5, SHIFT, N_("Start the generator by hand"), N_("Stop it 15 minutes after mains is back")),
            (
                15,
                ENGINEER,
                N_("Switch off what is not critical, in the order of the list"),
                N_("Switch on in reverse order"),
            ),
            (30, ENGINEER, N_("Move load to the other feed or string"), N_("Move the load back at night")),
            _CLOSE,
        ),
        N_("Open the generator room and keep the way for a fuel lorry free"),
        _TOLD,
        ("power", "rectifier", "battery", "generator", "ups"),
    ),
    PlanTemplate(
        "cooling",
        N_("Cooling fails"),
        N_("Air at the racks is above 30 °C, or a cooling unit has stopped"),
        (
            (0, SHIFT, N_("Read the temperature at the hottest rack; call the decider"), ""),
            (
                5,
                SHIFT,
                N_("Start the standby unit and open the doors of the cold aisle"),
                N_("Close the doors and stop the standby unit"),
            ),
            (
                15,
                ENGINEER,
                N_("Place mobile fans; switch off what is not critical above 35 °C"),
                N_("Switch on in reverse order below 28 °C"),
            ),
            (45, ENGINEER, N_("Change the filter, fuse or fan from the spares"), N_("Fit the old part again")),
            _CLOSE,
        ),
        N_("Let the cooling contractor in, also at night"),
        _TOLD,
        ("cooling", "crac", "air", "filter", "room"),
    ),
    PlanTemplate(
        "network",
        N_("Link or router fails"),
        N_("A link is down for 3 minutes, or flaps more than 3 times in an hour"),
        (
            (0, SHIFT, N_("Confirm the alarm from a second place; call the decider"), ""),
            (5, ENGINEER, N_("Move traffic to the other path"), N_("Move traffic back in the night window")),
            (
                20,
                ENGINEER,
                N_("Replace optics, cable or card from the spares"),
                N_("Fit the old part and load the saved configuration"),
            ),
            (45, DECIDER, N_("Send the crew, and call the supplier of the line"), N_("Call the crew back")),
            _CLOSE,
        ),
        N_("Name someone at each site who can reach the cabinet"),
        _TOLD,
        ("network", "link", "uplink", "line", "switch", "router", "ring", "interfaces", "fibre"),
    ),
    PlanTemplate(
        "server",
        N_("Server or storage fails"),
        N_("A service does not answer for 5 minutes, or a disk group is without redundancy"),
        (
            (0, SHIFT, N_("Stop all planned work; call the decider"), N_("Release the planned work")),
            (
                10,
                ENGINEER,
                N_("Move the services to the standby machine"),
                N_("Move them back after a night of watching"),
            ),
            (30, ENGINEER, N_("Replace the disk or power supply from the spares"), N_("Fit the old part again")),
            (60, DECIDER, N_("Decide on restoring the last backup"), N_("Keep the damaged volume untouched")),
            _CLOSE,
        ),
        N_("Say which service comes first, and who tests it"),
        _TOLD,
        ("server", "storage", "disk", "gateway", "running_state", "services", "capacity", "spares_backup"),
    ),
    PlanTemplate(
        "security",
        N_("Security incident"),
        N_("A break-in, malicious software or a stolen account is suspected"),
        (
            (0, SHIFT, N_("Switch off nothing; note the time and what is seen; call the decider"), ""),
            (10, ENGINEER, N_("Take the machine off the network"), N_("Join it again only when the decider says so")),
            (
                20,
                ENGINEER,
                N_("Block the accounts concerned and save the logs"),
                N_("Open the accounts with new passwords"),
            ),
            (60, DECIDER, N_("Tell both managements and whoever the law requires"), ""),
            _CLOSE,
        ),
        N_("Name the person for data protection, and keep access lists ready"),
        N_("We have seen an irregularity and have cut off what is concerned. We will report every hour."),
        ("security", "firewall", "access"),
    ),
    PlanTemplate(
        "building",
        N_("Water, fire or no access"),
        N_("Water, smoke or fire is reported, or nobody can enter the building"),
        (
            (0, SHIFT, N_("Bring people out and call the emergency services"), ""),
            (
                5,
                SHIFT,
                N_("Close the water valve, or press emergency off, if that is safe"),
                N_("Switch on only after the electrician has looked"),
            ),
            (
                20,
                DECIDER,
                N_("Move the services to the other site"),
                N_("Move them back after the building is released"),
            ),
            (60, ENGINEER, N_("Photograph the damage and dry or cover the equipment"), ""),
            _CLOSE,
        ),
        N_("Keep keys, plans of the building and the contact of the caretaker at the gate"),
        _TOLD,
        ("environment", "leak", "water", "fire", "flood", "door", "sensor"),
    ),
    PlanTemplate(
        "change",
        N_("A change or upgrade goes wrong"),
        N_("After a change a test fails, or is not through at the agreed time"),
        (
            (0, ENGINEER, N_("Stop the change; write down the last step that worked"), ""),
            (10, DECIDER, N_("Decide: mend within 20 minutes, or go back"), ""),
            (
                15,
                ENGINEER,
                N_("Load the saved configuration and the former software"),
                N_("Begin the change anew in the next window"),
            ),
            (45, ENGINEER, N_("Test the services of the list together with the customer"), ""),
            _CLOSE,
        ),
        N_("Name somebody who tests the services in the night of the change"),
        N_("The planned change was taken back; your service is as before. We will agree on a new date with you."),
        ("firmware", "software", "life_cycle", "upgrade"),
    ),
)


def by_key(key: str) -> PlanTemplate:
    """The template of that name; KeyError when there is none."""
    return {template.key: template for template in TEMPLATES}[key]


def proposed(risk: Risk, asset: Asset | None, findings: tuple[InspectionResult, ...] = ()) -> PlanTemplate:
    """The one that fits best: by the checks it came from, the equipment, the group of checks, the words of the risk."""
    said = [found.item for found in findings]
    said += [asset.kind or "", asset.name] if asset is not None else []
    said += [found.group for found in findings]
    said += [risk.statement, risk.cause or ""]
    for text in said:
        folded = text.casefold()
        fitting = [t for t in reversed(TEMPLATES) if any(word in folded for word in t.words)]
        if fitting:
            return fitting[0]
    return TEMPLATES[0]
