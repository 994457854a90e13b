package page

// public are the pages that the foot of every page leads to, besides those it names
// itself.
var public = []NavItem{
	{"/dates", "nav.dates"}, {"/packs", "nav.packs"}, {"/figures", "nav.figures"}, {"/accessibility", "nav.accessibility"}, {"/privacy", "nav.privacy"},
}
