package bff_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"berth/shared/problem"
)

// odd is a request that cannot be meant, and the field that its problem is to name.
type odd struct{ method, path, body, field string }

// odds are JSON bodies with each of some fields wrong.
func odds(method, path, good string, wrong map[string][]string) (all []odd) {
	for field, values := range wrong {
		for _, v := range values {
			var fields map[string]json.RawMessage
			if err := json.Unmarshal([]byte(good), &fields); err != nil {
				panic(err)
			}
			name, inner, nested := strings.Cut(field, ".")
			if nested {
				v = fmt.Sprintf(`{%q:%s}`, inner, v)
			}
			fields[name] = json.RawMessage(v)
			raw, err := json.Marshal(fields)
			if err != nil {
				panic(err)
			}
			all = append(all, odd{method, path, string(raw), field})
		}
	}
	return all
}

// TestOddRequests: what cannot be meant is a problem that names the field and says what would be right, for who is logged in, too; nothing is an error of ours.
func TestOddRequests(t *testing.T) {
	w := newWorld(t, honest)
	w.nodesReachable(1)
	c := w.client()
	c.login(key(2))
	me := addr(w.gateways[0].node).String()
	var all []odd
	for _, path := range []string{"/api/nodes", "/api/price", "/api/templates", "/api/orders", "/api/notices"} {
		for name, values := range map[string][]string{
			"limit":  {"-1", "0", "101", "65536", "99999999999999999999", "1.5", "NaN", "1e1", " 5", "٥", "x"},
			"nobody": {"1"}, "Limit": {"1"},
		} {
			if path == "/api/price" && name == "limit" {
				continue
			}
			for _, v := range values {
				all = append(all, odd{"GET", path + "?" + url.Values{name: {v}}.Encode(), "", name})
			}
		}
		if path != "/api/price" {
			all = append(all, odd{"GET", path + "?limit=5&limit=5", "", "limit"}, odd{"GET", path + "?cursor=" + strings.Repeat("a", 300), "", "cursor"})
		}
	}
	for _, name := range []string{"cpuMilli", "memoryMiB", "diskMiB", "trafficMiB", "gpu", "duration"} {
		for _, v := range []string{"-1", "NaN", "1.5", "18446744073709551616", "1e3", "0x10", "\x00", "😀"} {
			for _, path := range []string{"/api/nodes?", "/api/price?"} {
				all = append(all, odd{"GET", path + url.Values{name: {v}}.Encode(), "", name})
			}
		}
	}
	for _, v := range []string{"-1", "NaN", "1.5", strings.Repeat("9", 60)} {
		all = append(all, odd{"GET", "/api/nodes?maxRate=" + v, "", "maxRate"})
	}
	all = append(all, odd{"GET", "/api/market?token=" + w.dollar.String(), "", "token"}, odd{"GET", "/api/nodes?sort=--price", "", "sort"}, odd{"GET", "/api/nodes?level=Certified", "", "level"})
	number := []string{"-1", "1.5", "1e99", `"7"`, "[]", "18446744073709551616"}
	resources := map[string][]string{"resources.cpuMilli": number, "resources.memoryMiB": number, "resources.nobody": {"1"}, "resources": {"[]", `"x"`, "5"}}
	offer := fmt.Sprintf(`{"resources":{"cpuMilli":100,"memoryMiB":64},"token":%q,"rate":"1000000000000","duration":3600}`, w.dollar)
	offers := map[string][]string{
		"token": {`"x"`, "5", `"0x1111111111111111111111111111111111111111"`}, "rate": {`"-1"`, `"NaN"`, `"1e9"`, `""`, `"` + strings.Repeat("9", 60) + `"`}, "duration": number,
		"nodes": {`["x"]`, `"x"`, `[` + strings.Repeat(`"`+me+`",`, 200) + `"` + me + `"]`}, "template": {`"\u0000"`, `"no such"`, "5"}, "needs": {`"x"`, "5"}, "replaces": {`"x"`}, "nobody": {"1"},
	}
	all = append(all, odds("POST", "/api/offers", offer, offers)...)
	all = append(all, odds("POST", "/api/rental", offer, offers)...)
	all = append(all, odds("POST", "/api/offers", offer, resources)...)
	all = append(all, odds("POST", "/api/recommend", `{"resources":{"cpuMilli":100,"memoryMiB":64}}`, resources)...)
	all = append(all, odds("POST", "/api/recommend", "{}", map[string][]string{
		"template": {`"\u0000"`, "5"}, "size": {`"XXL"`, "5"}, "duration": number, "token": {`"x"`}, "rtt": {`{"x":1}`, `{"` + me + `":-1}`, "[]"}, "nobody": {"1"},
	})...)
	all = append(all, odds("PUT", "/api/notices/settings", "{}", map[string][]string{"nobody": {"1"}, "kinds": {"5", `{"nobody":true}`, `["x"]`}, "quiet": {"5", `{"from":-1}`, `{"nobody":1}`}})...)
	all = append(all, odds("POST", "/api/notices/hooks", "{}", map[string][]string{"url": {`"x"`, `""`, "5", `"https://"`, `"ftp://a.example/"`, `"https://a.example/` + strings.Repeat("a", 5000) + `"`}, "nobody": {"1"}})...)
	all = append(all, odds("POST", "/api/notices/devices", "{}", map[string][]string{"endpoint": {`"x"`, `""`, "5"}, "nobody": {"1"}})...)
	all = append(all, odds("POST", "/api/rental/report", `{"try":0,"do":"fits"}`, map[string][]string{"try": {"1.5", `"x"`}, "do": {"5"}, "tx": {`"x"`, "5"}, "nobody": {"1"}})...)
	slices.SortFunc(all, func(a, b odd) int {
		return strings.Compare(a.method+a.path+a.field+a.body, b.method+b.path+b.field+b.body)
	})
	for i, x := range all {
		if i%15 == 0 { // a user may do but so much of some in a minute
			c = w.client()
			c.login(key(byte(3 + i/15%50)))
		}
		var body any
		if x.body != "" {
			body = x.body
		}
		status, b := c.do(x.method, x.path, body, nil)
		var p problem.Problem
		if err := json.Unmarshal(b, &p); err != nil || status != 400 || p.Code != problem.BadField || p.Field != x.field && !strings.HasPrefix(p.Field, x.field+".") || p.Detail == "" {
			t.Errorf("%s %.120s %.150s: %d %.300s, want a problem of %s", x.method, x.path, x.body, status, b, x.field)
		}
		if strings.Contains(p.Detail, "uint") || strings.Contains(p.Detail, "float") {
			t.Errorf("%s %s: words of a programmer's: %s", x.method, x.path, p.Detail)
		}
	}
	t.Logf("%d requests", len(all))
}
