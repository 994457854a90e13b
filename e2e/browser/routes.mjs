// The table of routes, as the scenarios need it: which pages there are, and for whom.
import { readFileSync } from "node:fs";

const table = JSON.parse(readFileSync(process.env.BROWSER_ROUTES, "utf8")).map((r) => ({
  ...r,
  open: r.roles.includes("anyone"),
  pattern: new RegExp(`^${r.route.replace(/[.]/g, "\\.").replace(/:\w+/g, "[^/]+").replace(/\*/, ".+")}$`),
  gaps: (r.route.match(/[:*]/g) ?? []).length,
}));

// none are the routes that lead to no page of ours.
const none = /^\/(assets|healthz|readyz|metrics)|\.(png|json|css|csv|ics|pdf|zip)$|^\/sign-in\/provider|^\/sign-in\/code|^\/welcome\/|\/certificate$|\/documents\//;

const pages = table.filter((r) => !none.test(r.route));

// routeOf is the route of an address; undefined for none of ours.
export const routeOf = (path) => table.filter((r) => r.pattern.test(path)).sort((a, b) => a.gaps - b.gaps)[0]?.route;

// isPage reports whether a route answers with a page.
export const isPage = (route) => pages.some((r) => r.route === route);

// doors are the pages that anybody can open, without gaps in their addresses.
export const doors = () => pages.filter((r) => r.open && r.gaps === 0).map((r) => r.route);

// rooms are the pages that a role can open: besides those for anybody.
export const rooms = (role) => pages.filter((r) => r.roles.includes(role)).map((r) => r.route);
