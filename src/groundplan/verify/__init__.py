"""Verifying: a black-box suite that holds a running service to the contract of its SPEC.

    Blueprint + URL --runner--> Report --report--> table | json | junit

It knows an HTTP client and a base URL, nothing of the implementation. `checks/` has one module an area and one
function a check; `world` makes the rows that a check needs, `cast` the users, `policy` says what each may do.
"""
