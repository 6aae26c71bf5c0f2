-- Limits are those of the district in which somebody contributes: to tell what a figure of a district changes
-- for a change of the contribution that is under way, the API reads it beside the plan.
grant select (district) on plan to anju_api;
