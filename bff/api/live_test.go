package api

import (
	"bufio"
	"net/http"
	"strings"
	"testing"

	"berth/shared/eth"
)

func TestEventsQuery(t *testing.T) {
	a := newTestAPI(t, "")
	many := strings.TrimSuffix(strings.Repeat(eth.Address{1}.String()+",", 3), ",")
	for query, want := range map[string]string{
		"":                                   `"field":"topics"`,
		"?topics=":                           `"field":"topics"`,
		"?topics=gossip":                     `"field":"topics"`,
		"?topics=nodes,nodes":                `"field":"topics"`,
		"?topics=nodes&node=0x1":             `"field":"node"`,
		"?topics=nodes&node=,":               `"field":"node"`,
		"?topics=nodes&node=" + many + many:  `"field":"node"`,
		"?topics=nodes&since=1":              `"field":"since"`,
		"?topics=nodes&topics=prices":        `"field":"topics"`,
		"?topics=" + strings.Repeat("x", 99): `"field":"topics"`,
	} {
		if res, body := ask(t, a, "GET", "/api/events"+query); res.StatusCode != 400 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s, want %s", query, res.StatusCode, body, want)
		}
	}
}

// TestEventsAnyone: nodes and prices are told without a session, and whatever is sent as the last id is answered with a stream that begins anew.
func TestEventsAnyone(t *testing.T) {
	url := serveAPI(t, &fakeChain{}, nowhere)
	for last, want := range map[string]string{"": "beat", "0.00000000.0": "nodes", "x": "reset", strings.Repeat("9", 4000): "reset", "1.2.3": "reset", "0.00000000.0, 0.00000000.0": "reset"} {
		req, err := http.NewRequestWithContext(t.Context(), "GET", url+"/api/events?topics=nodes,prices", nil)
		if err != nil {
			t.Fatal(err)
		}
		if last != "" {
			req.Header.Set("Last-Event-ID", last)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for s := bufio.NewScanner(res.Body); got == "" && s.Scan(); {
			got, _ = strings.CutPrefix(s.Text(), "event: ")
			if !strings.HasPrefix(s.Text(), "event: ") {
				got = ""
			}
		}
		res.Body.Close()
		if got != want {
			t.Errorf("after %.40q: %q, want %q", last, got, want)
		}
	}
}
