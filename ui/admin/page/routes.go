// Package page has a node's admin pages, one package each; this one alone knows them all.
package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/admin/page/audit"
	"berth/ui/admin/page/lost"
	"berth/ui/admin/page/money"
	"berth/ui/admin/page/more"
	"berth/ui/admin/page/node"
	"berth/ui/admin/page/order"
	"berth/ui/admin/page/orders"
	"berth/ui/admin/page/overview"
	"berth/ui/admin/page/prices"
	"berth/ui/admin/page/upkeep"
	"berth/ui/admin/page/user"
	"berth/ui/admin/view"
	"berth/ui/frame"
	"berth/ui/part"
	"berth/ui/text"
)

// Base is the path of the gateway's own host that the pages are below.
const Base = "/admin"

// Routes are the pages. The last one takes whatever no other does.
func Routes() []frame.Route {
	return []frame.Route{
		{
			Name: "overview", Pattern: `^/admin/?$`, File: "index", Path: Base, Tab: "overview", Title: text.AdminTitleOverview,
			New: func(t text.T) app.Composer { return &overview.Page{T: t} },
		},
		{
			Name: "orders", Pattern: `^/admin/orders$`, File: "orders", Path: Base + "/orders", Tab: "orders", Title: text.AdminTitleOrders,
			New: func(t text.T) app.Composer { return &orders.Page{T: t} },
		},
		{
			Name: "order", Pattern: `^/admin/orders/[^/]+$`, File: "orders/_", Path: Base + "/orders/_", Tab: "orders", Title: text.AdminTitleOrder,
			New: func(t text.T) app.Composer { return &order.Page{T: t} },
		},
		{
			Name: "user", Pattern: `^/admin/users/[^/]+$`, File: "users/_", Path: Base + "/users/_", Tab: "orders", Title: text.AdminTitleUser,
			New: func(t text.T) app.Composer { return &user.Page{T: t} },
		},
		{
			Name: "prices", Pattern: `^/admin/prices$`, File: "prices", Path: Base + "/prices", Tab: "prices", Title: text.AdminTitlePrices,
			New: func(t text.T) app.Composer { return &prices.Page{T: t} },
		},
		{
			Name: "money", Pattern: `^/admin/money$`, File: "money", Path: Base + "/money", Tab: "money", Title: text.AdminTitleMoney,
			New: func(t text.T) app.Composer { return &money.Page{T: t} },
		},
		{
			Name: "node", Pattern: `^/admin/node$`, File: "node", Path: Base + "/node", Tab: "node", Title: text.AdminTitleNode,
			New: func(t text.T) app.Composer { return &node.Page{T: t} },
		},
		{
			Name: "maintenance", Pattern: `^/admin/maintenance$`, File: "maintenance", Path: Base + "/maintenance", Tab: "maintenance", Title: text.AdminTitleUpkeep,
			New: func(t text.T) app.Composer { return &upkeep.Page{T: t} },
		},
		{
			Name: "audit", Pattern: `^/admin/audit$`, File: "audit", Path: Base + "/audit", Tab: "audit", Title: text.AdminTitleAudit,
			New: func(t text.T) app.Composer { return &audit.Page{T: t} },
		},
		{
			Name: "more", Pattern: `^/admin/more$`, File: "more", Path: Base + "/more", Tab: "more", Title: text.AdminTitleMore,
			New: func(t text.T) app.Composer { return &more.Page{T: t} },
		},
		{
			Name: "lost", Pattern: `.*`, File: "404", Path: Base + "/404", Tab: "", Title: text.AdminTitleLost,
			New: func(t text.T) app.Composer { return &lost.Page{T: t} },
		},
	}
}

// Site are a node's admin pages.
func Site() frame.Site {
	return frame.Site{
		Routes: Routes(), Home: Base, Account: Base + "/more", Server: view.Server(), Summary: text.AdminSummary,
		Login: frame.LoginWords{Text: text.AdminLogInText, Safe: text.AdminLogInSafe},
		Tabs: []frame.Tab{
			{Route: "overview", Href: Base, Glyph: part.GlyphGauge, Name: text.AdminNavOverview},
			{Route: "orders", Href: Base + "/orders", Glyph: part.GlyphOrders, Name: text.AdminNavOrders},
			{Route: "prices", Href: Base + "/prices", Glyph: part.GlyphExplore, Name: text.AdminNavPrices},
			{Route: "money", Href: Base + "/money", Glyph: part.GlyphStake, Name: text.AdminNavMoney},
			{Route: "node", Href: Base + "/node", Glyph: part.GlyphLink, Name: text.AdminNavNode, Rail: true},
			{Route: "maintenance", Href: Base + "/maintenance", Glyph: part.GlyphTool, Name: text.AdminNavUpkeep, Rail: true},
			{Route: "audit", Href: Base + "/audit", Glyph: part.GlyphLock, Name: text.AdminNavAudit, Rail: true},
			{Route: "more", Href: Base + "/more", Glyph: part.GlyphMore, Name: text.NavMore},
		},
		Tag: func(_ text.T, i wire.Info) string { return i.Name },
	}
}
