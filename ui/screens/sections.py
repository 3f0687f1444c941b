# SPDX-License-Identifier: Apache-2.0
"""Which section of the account page shows which kind of record."""

from __future__ import annotations

from typing import Final

SECTIONS: Final = {
    "account": "profile",
    "grade_decision": "profile",
    "org_unit": "profile",
    "site": "sites",
    "asset": "sites",
    "contact": "people",
    "decision_role": "people",
    "relation_assessment": "people",
    "relation_edge": "people",
    "map_place": "people",
    "network_review": "reviews",
    "inspection_result": "reviews",
    "explain_session": "reviews",
    "risk": "risks",
    "contingency_plan": "risks",
    "drill": "risks",
    "action": "actions",
    "interaction": "timeline",
    "callback": "timeline",
    "evidence_link": "timeline",
    "attachment": "files",
}
