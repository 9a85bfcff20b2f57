package api

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"berth/shared/openapitest"
	"berth/shared/problem"
	"berth/shared/wire"
)

func newAPI() *API {
	return New(Config{Scheme: "https", Domain: "n1.example.org", Log: slog.New(slog.DiscardHandler), Now: time.Now})
}

func TestEveryRouteIsDocumented(t *testing.T) {
	d := openapitest.Read(t, spec)
	var served []string
	for _, r := range newAPI().routes() {
		served = append(served, r.method+" "+r.path)
		op := d.Operation(r.method, r.path)
		if (r.needs != open) != (op["security"] != nil) || (r.needs == change) != (op["x-role"] != nil) {
			t.Errorf("%s %s: who may is not as in openapi.yaml", r.method, r.path)
		}
		if r.needs == change && r.method == http.MethodGet {
			t.Errorf("%s %s changes something", r.method, r.path)
		}
	}
	d.Routes(t, served)
}

// TestSchemasHaveTheFields holds the document to the Go types.
func TestSchemasHaveTheFields(t *testing.T) {
	openapitest.Read(t, spec).Fields(t, nil,
		wire.AdminSite{}, wire.AdminLogin{}, wire.AdminSession{}, wire.AdminSessions{}, wire.AdminOverview{}, wire.AdminEarned{}, wire.AdminCounted{}, wire.AdminHealth{},
		wire.AdminAttention{}, wire.AdminCertificates{}, wire.AdminCertificate{}, wire.AdminAudit{}, wire.AdminAct{}, wire.AdminLog{}, wire.AdminLine{}, wire.AdminOrders{},
		wire.AdminOrder{}, wire.AdminOrderView{}, wire.AdminService{}, wire.AdminUser{}, wire.AdminEndCost{}, wire.AdminEnd{}, wire.AdminEnding{}, wire.AdminCollect{},
		wire.AdminBlocking{}, wire.AdminBlocked{}, wire.AdminBlock{}, wire.AdminSettings{}, wire.AdminServe{}, wire.AdminPolicy{}, wire.AdminLimits{}, wire.AdminChange{},
		wire.AdminCheck{}, wire.AdminFlaw{}, wire.AdminDiff{}, wire.AdminPreview{}, wire.AdminAnswers{}, wire.AdminOffer{}, wire.AdminAnswer{}, wire.AdminVersions{},
		wire.AdminVersion{}, wire.AdminNode{}, wire.AdminEntryOnChain{}, wire.AdminMoney{}, wire.AdminPurse{}, wire.AdminEntries{}, wire.AdminEntry{},
		wire.AdminPayoutRequest{}, wire.AdminGas{}, wire.AdminPayout{}, wire.AdminStep{}, wire.AdminMaintenance{}, wire.AdminMaintain{}, wire.AdminAffected{},
		wire.AdminAffectedOrder{}, wire.Record{}, wire.Coin{}, wire.Price{}, wire.Why{}, wire.Happening{}, wire.Use{}, problem.Problem{},
	)
}

func TestTheDocumentIsServed(t *testing.T) {
	w := httptest.NewRecorder()
	newAPI().ServeHTTP(w, httptest.NewRequest("GET", wire.AdminPath+"/openapi.yaml", nil))
	if w.Code != 200 || w.Body.String() != string(spec) || w.Header().Get("Content-Type") != "application/yaml" {
		t.Errorf("got %d", w.Code)
	}
}
