package edge

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"berth/gateway/answer"
	"berth/gateway/auth"
	"berth/gateway/door"
	"berth/gateway/edge/limit"
	"berth/gateway/ledger"
	"berth/shared/bundle"
	"berth/shared/eth"
	"berth/shared/openapitest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/scope"
	"berth/shared/server/web"
	"berth/shared/typed"
	"berth/shared/wire"
)

// fake is a desk, a guard and orders that know one user with order 1, and order 4 that has ended, and the token "good".
type fake struct{ panics bool }

var user = eth.Address{1}

func (f fake) Greet(context.Context, wire.Greet, netip.Prefix) (wire.Greeting, error) {
	if f.panics {
		panic("a bug")
	}
	return wire.Greeting{Kind: wire.Reject, Reasons: []wire.Why{{Code: "paused"}}}, nil
}
func (fake) Release(eth.Address, eth.Hash)       {}
func (fake) Card(c wire.Card) (wire.Card, error) { return c, nil }
func (fake) Vouch(host string, r wire.ChallengeRequest) (wire.ChallengeAnswer, error) {
	return wire.ChallengeAnswer{Challenge: typed.Challenge{Gateway: host, Nonce: r.Nonce, Verifier: r.Verifier}}, nil
}
func (fake) Grant(context.Context, wire.AccessRequest) (wire.AccessToken, error) {
	return wire.AccessToken{Token: "good"}, nil
}
func (fake) Bearer(token string) (auth.Pass, error) {
	t := ledger.Token{User: user, Scopes: scope.All, ExpiresAt: time.Now().Add(time.Hour)}
	if only, ok := strings.CutPrefix(token, "only-"); ok {
		var err error
		t.Scopes, err = scope.Of(only)
		return auth.Pass{Token: t}, err
	}
	switch token {
	case "good":
	case "brief":
		t.ExpiresAt = time.Now().Add(300 * time.Millisecond)
	case "other":
		t.Order = 4
	default:
		return auth.Pass{}, problem.New(401, problem.LoginNeeded, "no")
	}
	return auth.Pass{Token: t}, nil
}
func (fake) Grants(auth.Pass) wire.Grants { return wire.Grants{} }
func (fake) Revoke(_ auth.Pass, id string) error {
	if id == "none" {
		return problem.New(404, problem.NotFound, "no token")
	}
	return nil
}
func (fake) Deploy(context.Context, eth.Address, order.ID, wire.DeployRequest) (auth.Signed, error) {
	return auth.Signed{}, nil
}
func (fake) Ticket(auth.Pass, order.ID, string, string) (string, time.Time, error) {
	return "t", time.Now(), nil
}

// Watcher lets the key "good" hear of order 1.
func (fake) Watcher(r wire.HealthRequest) (func(order.ID) bool, error) {
	if r.Key != "good" {
		return nil, problem.New(401, problem.BadSignature, "no")
	}
	return func(id order.ID) bool { return id == 1 }, nil
}

func (fake) Health(id order.ID) (wire.OrderHealth, error) {
	return wire.OrderHealth{Order: id, State: wire.HealthDown, Down: 2, Why: wire.WhyMemory}, nil
}

// none keeps nothing.
type none struct{}

func (none) Sessions() (map[eth.Hash]ledger.Session, error) { return nil, nil }
func (none) Links() ([]ledger.Link, error)                  { return nil, nil }
func (none) Exposures() ([]ledger.Exposure, error)          { return nil, nil }
func (none) PutDoors(ledger.Doors) error                    { return nil }

func newDoors(t *testing.T) *door.Doors {
	t.Helper()
	d, err := door.New(door.Config{Store: none{}, Bounds: door.Bounds{PerMinute: 600, Idle: time.Hour, Life: 24 * time.Hour}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func newEdge(t *testing.T, change ...func(*Config)) *Edge {
	doors := newDoors(t)
	cfg := Config{
		Domain: "n1.localhost:9101", Origins: []string{"*"}, PerIP: limit.Rate{PerSecond: 1000, Burst: 1000}, InAll: limit.Rate{PerSecond: 1000, Burst: 1000}, Desk: fake{},
		Guard: fake{}, Watchers: fake{}, Healths: fake{}, Signatures: fake{}, Tickets: fake{}, Links: doors, Exposures: doors, Visitors: doors,
		Services: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "a service") }),
		Log:      slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	have(&cfg, &orders{})
	for _, f := range change {
		f(&cfg)
	}
	return New(cfg)
}

func ask(e *Edge, method, host, path, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://"+host+path, strings.NewReader(body))
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return w
}

const host = "n1.localhost:9101"

func TestEveryRouteIsDocumented(t *testing.T) {
	d := openapitest.Read(t, spec)
	var served []string
	for _, r := range newEdge(t).routes() {
		served = append(served, r.method+" "+r.path)
		op := d.Operation(r.method, r.path)
		if needs := strings.HasPrefix(r.path, "/v1/orders/") || strings.HasPrefix(r.path, "/v1/access") && r.method != "POST"; needs != (op["security"] != nil) {
			t.Errorf("%s %s: whether it needs a token is not as in openapi.yaml", r.method, r.path)
		}
	}
	d.Routes(t, served)
}

// TestSchemasHaveTheFields holds the document to the Go types.
func TestSchemasHaveTheFields(t *testing.T) {
	openapitest.Read(t, spec).Fields(t, map[string]any{
		"Card": wire.Card{}, "Greet": wire.Greet{}, "Release": wire.Release{}, "Greeting": wire.Greeting{}, "Why": wire.Why{}, "Probation": wire.Probation{}, "AccessRequest": wire.AccessRequest{}, "AccessToken": wire.AccessToken{}, "Grants": wire.Grants{}, "Grant": wire.Grant{}, "AccessKey": wire.AccessKey{}, "HealthRequest": wire.HealthRequest{}, "HealthAnswer": wire.HealthAnswer{}, "OrderHealth": wire.OrderHealth{}, "Proof": wire.Proof{}, "StreamEnd": wire.StreamEnd{},
		"DeployRequest": wire.DeployRequest{}, "Progress": wire.Progress{}, "Deployment": wire.Deployment{}, "Service": wire.Service{}, "TicketRequest": wire.TicketRequest{},
		"Ticket": wire.Ticket{}, "Limits": wire.Limits{}, "Exposure": wire.Exposure{}, "Basic": wire.Basic{}, "ExposureLimits": wire.ExposureLimits{},
		"LinkRequest": wire.LinkRequest{}, "Link": wire.Link{}, "Links": wire.Links{}, "Visitors": wire.Visitors{}, "Visitor": wire.Visitor{}, "Price": wire.Price{}, "Discount": wire.Discount{}, "PriceRange": wire.PriceRange{}, "Load": wire.Load{}, "ManifestCheckRequest": wire.ManifestCheckRequest{}, "ManifestCheck": wire.ManifestCheck{}, "CheckRequest": wire.CheckRequest{}, "ManifestVariable": wire.ManifestVariable{}, "ManifestNeeds": wire.ManifestNeeds{}, "Bundle": bundle.Bundle{}, "BundleFile": bundle.File{}, "ServicePlan": wire.ServicePlan{}, "Awaited": wire.Awaited{}, "VolumePlan": wire.VolumePlan{},
		"ManifestNote": wire.ManifestNote{}, "ManifestProblem": wire.ManifestProblem{}, "Quote": order.Quote{}, "Problem": problem.Problem{},
		"Revisions": wire.Revisions{}, "Revision": wire.Revision{}, "Happenings": wire.Happenings{}, "Happening": wire.Happening{}, "LogBatch": wire.LogBatch{}, "LogLine": wire.LogLine{},
		"Use": wire.Use{}, "UseSample": wire.UseSample{}, "ServiceUse": wire.ServiceUse{}, "ShellControl": wire.ShellControl{}, "ShellEnd": wire.ShellEnd{},
		"Domains": wire.Domains{}, "Domain": wire.Domain{}, "DomainRecord": wire.DomainRecord{}, "DomainRequest": wire.DomainRequest{},
		"Disks": wire.Disks{}, "Disk": wire.Disk{}, "DiskLimits": wire.DiskLimits{}, "Snapshot": wire.Snapshot{}, "SnapshotRequest": wire.SnapshotRequest{}, "SnapshotLink": wire.SnapshotLink{},
		"UploadRequest": wire.UploadRequest{}, "FetchRequest": wire.FetchRequest{}, "RestoreRequest": wire.RestoreRequest{}, "Backup": wire.Backup{}, "BackupPlan": wire.BackupPlan{}, "BackupBucket": wire.Bucket{}, "BackupKeep": wire.BackupKeep{},
		"BackupRun": wire.BackupRun{}, "BackupSearch": wire.BackupSearch{}, "Backups": wire.Backups{}, "BackupEntry": wire.BackupEntry{}, "BackupDisk": wire.BackupDisk{}, "BackupRestore": wire.BackupRestore{}, "Restore": wire.Restore{},
	})
}

func TestHosts(t *testing.T) {
	e := newEdge(t)
	for _, c := range []struct {
		host string
		code int
		body string
	}{
		{host, 200, `"runtime"`},
		{"N1.localhost:9101", 200, `"runtime"`},
		{"127.0.0.1:9101", 200, `"runtime"`},
		{"localhost:9101", 200, `"runtime"`},
		{"[::1]:9101", 200, `"runtime"`},
		{"web-1.n1.localhost:9101", 200, "a service"},
		{"n1.localhost.:9101", 200, `"runtime"`},
		{"N1.Localhost.:09101", 200, `"runtime"`},
		{"web-1.n1.localhost.:9101", 200, "a service"},
		{"n1.localhost..:9101", 421, "misdirected"},
		{"n1.localhost:9102", 421, "misdirected"},
		{"evil.example", 421, "misdirected"},
		{"xn1.localhost:9101", 421, "misdirected"},
		{"n1.localhost", 421, "misdirected"},
	} {
		if w := ask(e, "GET", c.host, "/.well-known/berth", ""); w.Code != c.code || !strings.Contains(w.Body.String(), c.body) {
			t.Errorf("%s: got %d %s", c.host, w.Code, w.Body)
		}
	}
	if w := ask(e, "GET", host, "/.berth/enter/web-1", ""); w.Body.String() != "a service" {
		t.Errorf("the way into a service: got %d %s", w.Code, w.Body)
	}
}

func TestBadInput(t *testing.T) {
	e := newEdge(t)
	auth := []string{"Authorization", "Bearer good"}
	good := `{"chainId":1,"market":"0x0000000000000000000000000000000000000001","user":"0x0000000000000000000000000000000000000001","resources":{},"rate":"1","duration":1}`
	for _, c := range []struct {
		name, method, path, body string
		header                   []string
		code                     int
		problem                  problem.Code
		field                    string
	}{
		{"no JSON", "POST", "/v1/greet", "hello", nil, 400, problem.BadRequest, ""},
		{"empty", "POST", "/v1/greet", "", nil, 400, problem.BadRequest, ""},
		{"unknown field", "POST", "/v1/greet", `{"colour":"red"}`, nil, 400, problem.BadRequest, ""},
		{"two values", "POST", "/v1/greet", good + good, nil, 400, problem.BadRequest, ""},
		{"wrong type", "POST", "/v1/greet", `{"duration":"long"}`, nil, 400, problem.BadField, "duration"},
		{"wrong type inside", "POST", "/v1/greet", `{"resources":{"cpuMilli":-1}}`, nil, 400, problem.BadField, "resources.cpuMilli"},
		{"not an address", "POST", "/v1/greet", `{"user":"0x12"}`, nil, 400, problem.BadRequest, ""},
		{"too large", "POST", "/v1/greet", `{"rate":"` + strings.Repeat("1", answer.MaxBody) + `"}`, nil, 413, problem.TooLarge, ""},
		{"a form", "POST", "/v1/greet", good, []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, problem.BadRequest, ""},
		{"no token", "GET", "/v1/orders/1/deployment", "", nil, 401, problem.LoginNeeded, ""},
		{"basic", "GET", "/v1/orders/1/deployment", "", []string{"Authorization", "Basic good"}, 401, problem.LoginNeeded, ""},
		{"not a number", "GET", "/v1/orders/x/deployment", "", auth, 400, problem.BadField, "id"},
		{"order 0", "GET", "/v1/orders/0/deployment", "", auth, 400, problem.BadField, "id"},
		{"another's order", "GET", "/v1/orders/2/deployment", "", auth, 403, problem.NotYours, ""},
		{"no such order", "GET", "/v1/orders/3/deployment", "", auth, 404, problem.NotFound, ""},
		{"no such path", "GET", "/v2", "", nil, 404, problem.NotFound, ""},
		{"wrong method", "DELETE", "/v1/greet", "", nil, 405, problem.NotFound, ""},
		{"ticket elsewhere", "POST", "/v1/orders/1/tickets", `{"service":"web","to":"//evil.example"}`, auth, 400, problem.BadField, "to"},
		{"ticket for nothing", "POST", "/v1/orders/1/tickets", `{"service":"db"}`, auth, 400, problem.BadField, "service"},
		{"log tail", "GET", "/v1/orders/1/services/web/logs?tail=0", "", auth, 400, problem.BadField, "tail"},
		{"log since", "GET", "/v1/orders/1/services/web/logs?since=yesterday", "", auth, 400, problem.BadField, "since"},
		{"log of nothing", "GET", "/v1/orders/1/services/x/logs", "", auth, 404, problem.NotFound, ""},
		{"format", "PUT", "/v1/orders/1/deployment", `{"deploy":{"format":"magic"}}`, auth, 400, problem.BadField, "format"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(e, c.method, host, c.path, c.body, c.header...)
			var p problem.Problem
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			if w.Code != c.code || p.Code != c.problem || p.Field != c.field || p.Request == "" || w.Header().Get("Content-Type") != problem.ContentType {
				t.Errorf("got %d %+v", w.Code, p)
			}
		})
	}
}

func TestPanicIsAnAnswer(t *testing.T) {
	e := newEdge(t, func(c *Config) { c.Desk = fake{panics: true} })
	w := ask(e, "POST", host, "/v1/greet", `{}`)
	if w.Code != 500 || strings.Contains(w.Body.String(), "a bug") {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

// TestPanicBreaksOff has a bug come up in the middle of an answer: it does not end as if it were whole.
func TestPanicBreaksOff(t *testing.T) {
	e := newEdge(t, func(c *Config) {
		c.Services = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, "half of")
			panic("a bug")
		})
	})
	defer func() {
		if v := recover(); v != http.ErrAbortHandler {
			t.Errorf("got %v", v)
		}
	}()
	w := ask(e, "GET", "web-1."+host, "/", "")
	t.Errorf("answered %q", w.Body)
}

func TestRateLimit(t *testing.T) {
	e := newEdge(t, func(c *Config) {
		c.PerIP, c.InAll = limit.Rate{PerSecond: 1, Burst: 3}, limit.Rate{PerSecond: 100, Burst: 100}
	})
	for i := range 5 {
		w := ask(e, "POST", host, "/v1/greet", `{}`)
		if want := i < 3; (w.Code == 200) != want {
			t.Errorf("request %d: got %d", i, w.Code)
		}
		if i >= 3 && w.Header().Get("Retry-After") != "1" {
			t.Errorf("Retry-After: %q", w.Header().Get("Retry-After"))
		}
	}
	if w := ask(e, "GET", host, "/.well-known/berth", ""); w.Code != 200 {
		t.Errorf("the card is limited: %d", w.Code)
	}
}

func TestCORS(t *testing.T) {
	for _, c := range []struct {
		origins []string
		origin  string
		want    string
	}{
		{[]string{"*"}, "https://app.example", "*"},
		{[]string{"https://app.example/"}, "https://app.example", "https://app.example"},
		{[]string{"https://app.example"}, "https://evil.example", ""},
		{[]string{"https://app.example"}, "null", ""},
	} {
		e := newEdge(t, func(cfg *Config) { cfg.Origins = c.origins })
		w := ask(e, "OPTIONS", host, "/v1/orders/1/deployment", "", "Origin", c.origin, "Access-Control-Request-Method", "PUT")
		if got := w.Header().Get("Access-Control-Allow-Origin"); got != c.want || w.Code != 204 || w.Header().Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%v %s: got %q, %d", c.origins, c.origin, got, w.Code)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"chainId":1,"rate":"5","resources":{"cpuMilli":1}}`))
	f.Add([]byte(`{"a":`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, v := range []any{&wire.Greet{}, &wire.AccessRequest{}, &wire.DeployRequest{}, &wire.TicketRequest{}} {
			if err := answer.Decode(raw, v); err != nil {
				if _, ok := err.(*problem.Problem); !ok {
					t.Errorf("%T is no problem", err)
				}
			}
		}
	})
}

// Browsers are to keep to https where that is how the node is reached; what services say is their own.
func TestStrictTransport(t *testing.T) {
	for _, c := range []struct {
		scheme, host, want string
	}{
		{"https", host, web.StrictTransport}, {"https", "other.example", web.StrictTransport}, {"https", "web-1." + host, ""}, {"http", host, ""},
	} {
		e := newEdge(t, func(cfg *Config) { cfg.Scheme = c.scheme })
		for _, path := range []string{"/.well-known/berth", "/nothing"} {
			if got := ask(e, "GET", c.host, path, "").Header().Get("Strict-Transport-Security"); got != c.want {
				t.Errorf("%+v%s: got %q", c, path, got)
			}
		}
	}
}
