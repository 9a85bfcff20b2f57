package order

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/page/order/course"
	"berth/ui/page/order/keys"
	"berth/ui/page/order/share"
	"berth/ui/part"
	"berth/ui/text"
)

// renderAccess is who gets in, in parts: who may open the services, who has them open, and who may act for the user.
func (p *Page) renderAccess(g course.Course) app.UI {
	t, open := p.T, course.Part(p.tab)
	return app.Div().Class("stack").DataSet("test", "access").Body(
		&deck{T: t, Name: "part", Label: text.AccessParts, Tabs: course.Parts, Open: open, OnPick: p.pickTab},
		app.Div().ID("part-panel").Role("tabpanel").Aria("labelledby", "part-"+open).DataSet("part", open).Body(p.renderPart(g, open)),
	)
}

func (p *Page) renderPart(g course.Course, open string) app.UI {
	t := p.T
	about := share.About{
		T: t, Desk: &p.sharing, Run: p.feed.run, Gateway: p.feed.gateway, Heard: p.feed.heard, Order: g.View.Order, Services: g.Deployment.Services,
		Used: g.Deployment.TrafficMiB,
	}
	switch {
	case open == course.Keys:
		return &keys.Panel{
			T: t, Desk: &p.keyring, Run: p.feed.run, Site: p.feed.site(), Heard: p.feed.heard, Services: g.Deployment.Services, Card: p.feed.node.Data.Card,
		}
	case g.Deployment.Revision == 0:
		return part.Empty(t.Say(text.NothingRuns), t.Say(text.NothingRunsDo),
			&part.Button{Label: t.Say(text.Tabs[course.Deploy]), Test: "go-deploy", OnClick: p.openDeploy})
	case open == course.Visitors:
		return &share.Visitors{About: about}
	}
	return &share.Panel{About: about}
}
