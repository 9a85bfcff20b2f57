package api

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"sigs.k8s.io/yaml"

	"berth/shared/problem"
	"berth/shared/wire"
)

func newAPI() *API {
	return New(Config{Scheme: "https", Domain: "n1.example.org", Log: slog.New(slog.DiscardHandler), Now: time.Now})
}

func TestEveryRouteIsDocumented(t *testing.T) {
	var doc struct {
		OpenAPI string                    `json:"openapi"`
		Paths   map[string]map[string]any `json:"paths"`
	}
	if err := yaml.Unmarshal(spec, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.OpenAPI != "3.1.0" {
		t.Errorf("openapi: got %s", doc.OpenAPI)
	}
	have := map[string]bool{}
	for _, r := range newAPI().routes() {
		have[r.method+" "+r.path] = true
		op, ok := doc.Paths[r.path][strings.ToLower(r.method)].(map[string]any)
		if !ok {
			t.Errorf("%s %s is not in openapi.yaml", r.method, r.path)
			continue
		}
		if (r.needs != open) != (op["security"] != nil) || (r.needs == change) != (op["x-role"] != nil) {
			t.Errorf("%s %s: who may is not as in openapi.yaml", r.method, r.path)
		}
		if r.needs == change && r.method == http.MethodGet {
			t.Errorf("%s %s changes something", r.method, r.path)
		}
	}
	for path, methods := range doc.Paths {
		for m := range methods {
			if !have[strings.ToUpper(m)+" "+path] {
				t.Errorf("openapi.yaml has %s %s, which is not there", m, path)
			}
		}
	}
}

// TestSchemasHaveTheFields holds the document to the Go types.
func TestSchemasHaveTheFields(t *testing.T) {
	var doc struct {
		Components struct {
			Schemas map[string]struct {
				Properties map[string]any `json:"properties"`
			} `json:"schemas"`
		} `json:"components"`
	}
	if err := yaml.Unmarshal(spec, &doc); err != nil {
		t.Fatal(err)
	}
	for _, v := range []any{
		wire.AdminSite{}, wire.AdminLogin{}, wire.AdminSession{}, wire.AdminSessions{}, wire.AdminOverview{}, wire.AdminEarned{}, wire.AdminCounted{}, wire.AdminHealth{},
		wire.AdminAttention{}, wire.AdminCertificates{}, wire.AdminCertificate{}, wire.AdminAudit{}, wire.AdminAct{}, wire.AdminLog{}, wire.AdminLine{}, wire.AdminOrders{},
		wire.AdminOrder{}, wire.AdminOrderView{}, wire.AdminService{}, wire.AdminUser{}, wire.AdminEndCost{}, wire.AdminEnd{}, wire.AdminEnding{}, wire.AdminCollect{},
		wire.AdminBlocking{}, wire.AdminBlocked{}, wire.AdminBlock{}, wire.AdminSettings{}, wire.AdminServe{}, wire.AdminPolicy{}, wire.AdminLimits{}, wire.AdminChange{},
		wire.AdminCheck{}, wire.AdminFlaw{}, wire.AdminDiff{}, wire.AdminPreview{}, wire.AdminAnswers{}, wire.AdminOffer{}, wire.AdminAnswer{}, wire.AdminVersions{},
		wire.AdminVersion{}, wire.AdminNode{}, wire.AdminEntryOnChain{}, wire.AdminMoney{}, wire.AdminPurse{}, wire.AdminEntries{}, wire.AdminEntry{},
		wire.AdminPayoutRequest{}, wire.AdminGas{}, wire.AdminPayout{}, wire.AdminStep{}, wire.AdminMaintenance{}, wire.AdminMaintain{}, wire.AdminAffected{},
		wire.AdminAffectedOrder{}, wire.Record{}, wire.Coin{}, wire.Price{}, wire.Why{}, wire.Happening{}, wire.Use{}, problem.Problem{},
	} {
		typ := reflect.TypeOf(v)
		want := map[string]bool{}
		fieldsOf(typ, want)
		have := doc.Components.Schemas[typ.Name()].Properties
		for f := range want {
			if _, ok := have[f]; !ok {
				t.Errorf("schema %s lacks %s", typ.Name(), f)
			}
		}
		for f := range have {
			if !want[f] {
				t.Errorf("schema %s has %s, which the type has not", typ.Name(), f)
			}
		}
	}
}

func fieldsOf(typ reflect.Type, into map[string]bool) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		if f.Anonymous {
			fieldsOf(f.Type, into)
		} else if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag != "" && tag != "-" {
			into[tag] = true
		}
	}
}

func TestTheDocumentIsServed(t *testing.T) {
	w := httptest.NewRecorder()
	newAPI().ServeHTTP(w, httptest.NewRequest("GET", wire.AdminPath+"/openapi.yaml", nil))
	if w.Code != 200 || w.Body.String() != string(spec) || w.Header().Get("Content-Type") != "application/yaml" {
		t.Errorf("got %d", w.Code)
	}
}
