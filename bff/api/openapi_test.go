package api

import (
	"os"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"berth/shared/openapitest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// openapi.yaml has every route and every field of the bodies, and nothing else.
func TestOpenAPI(t *testing.T) {
	raw, err := os.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d := openapitest.Read(t, raw)
	d.Routes(t, served(newTestAPI(t, "")))
	d.Fields(t, nil,
		resource.Resources{}, wire.Info{}, wire.Price{}, wire.Discount{}, wire.Record{}, wire.Market{}, wire.MarketRegion{}, wire.MarketService{}, wire.Node{}, wire.NodeList{}, wire.NodeFacets{}, wire.Session{},
		wire.Template{}, wire.TemplateBrief{}, wire.Param{}, wire.Source{}, wire.PricePoint{}, wire.PriceHint{}, wire.OfferRequest{}, order.Quote{},
		wire.Asked{}, wire.Answer{}, wire.Done{}, wire.Offer{}, wire.OrderView{}, wire.Step{}, wire.Care{}, wire.CareWish{}, wire.Chain{}, wire.Token{},
		wire.Money{}, wire.Probation{}, wire.Why{}, wire.Business{}, wire.Sight{}, wire.Absence{}, wire.Notice{}, wire.NoticeSettings{}, wire.Quiet{},
		wire.NoticeTargets{}, wire.PushDevice{}, wire.PushSubscription{}, wire.HookRequest{}, wire.Hook{}, wire.Delivery{}, wire.AgentAct{}, wire.MailRequest{}, wire.MailTarget{}, wire.Watched{}, wire.WatchRequest{}, wire.OrderHealth{}, wire.Certification{}, wire.RecommendRequest{}, wire.Recommendation{}, wire.SizeChoice{}, wire.RankedNode{}, wire.RankReason{}, wire.RentalRequest{}, wire.Rental{}, wire.RentalTry{}, wire.RentalReport{}, wire.RelayOffer{}, wire.RelayRequest{}, wire.RelayApproval{}, wire.Relay{},
		wire.Uptime{}, wire.UptimeDay{}, wire.PriceDay{}, wire.Finding{}, wire.Measured{}, wire.EvidenceBrief{}, wire.EvidenceDocument{}, problem.Problem{}, wire.Page[int]{},
	)
}

// served are the routes of an API as "GET /api/nodes/{address}".
func served(a *API) []string {
	var all []string
	for _, r := range a.app.GetRoutes(true) {
		if r.Method == fiber.MethodHead || strings.Contains(r.Path, "*") || !strings.HasPrefix(r.Path, "/api/") {
			continue
		}
		parts := strings.Split(r.Path, "/")
		for i, p := range parts {
			if name, ok := strings.CutPrefix(p, ":"); ok {
				parts[i] = "{" + name + "}"
			}
		}
		all = append(all, r.Method+" "+strings.Join(parts, "/"))
	}
	return all
}
