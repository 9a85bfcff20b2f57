package page

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Route is one page of the app.
type Route struct {
	Name    string    // "explore": also the data-page attribute of the shell
	Pattern string    // regular expression of its paths
	File    string    // of the static site, without .html
	Path    string    // an address that has it prerendered; "_" stands for an id
	Tab     string    // name of the route whose tab is lit
	Title   text.Text // of the window
	New     func(text.T) app.Composer
}

// Routes are the pages. The last one takes whatever no other does.
func Routes() []Route {
	return []Route{
		{"explore", `^/$`, "index", "/", "explore", text.TitleExplore, func(t text.T) app.Composer { return &Explore{T: t} }},
		{"node", `^/nodes/[^/]+$`, "nodes/_", "/nodes/_", "explore", text.TitleNode, func(t text.T) app.Composer { return &Node{T: t} }},
		{"rent", `^/rent$`, "rent", "/rent", "explore", text.TitleRent, func(t text.T) app.Composer { return NewRent(t) }},
		{"orders", `^/orders$`, "orders", "/orders", "orders", text.TitleOrders, func(t text.T) app.Composer { return &Orders{T: t} }},
		{"order", `^/orders/[^/]+$`, "orders/_", "/orders/_", "orders", text.TitleOrder, func(t text.T) app.Composer { return NewOrder(t) }},
		{"more", `^/more$`, "more", "/more", "more", text.TitleMore, func(t text.T) app.Composer { return &More{T: t} }},
		{"lost", `.*`, "404", "/404", "", text.TitleLost, func(t text.T) app.Composer { return &Lost{T: t} }},
	}
}

// Register tells go-app all routes. Pages start in a language; the shell changes it where the viewer chose another.
func Register(l text.Lang) {
	for _, r := range Routes() {
		app.RouteWithRegexp(r.Pattern, func() app.Composer { return NewShell(r.Name, l) })
	}
}

// Tail is the last segment of a path: the id in "/orders/7".
func Tail(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }
