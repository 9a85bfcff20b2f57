package chain

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum/rpc"

	"berth/contracts/chain/logs"
	"berth/shared/eth"
)

// What an endpoint says to eth_getLogs over HTTP: a no makes the span shorter, and what is no answer leaves it to the next endpoint.
func TestEndpoint(t *testing.T) {
	market, registry := eth.Address{0xaa}, eth.Address{0xab}
	type asked struct{ from, to string }
	for _, c := range []struct {
		name   string
		says   func(w http.ResponseWriter, from, to string)
		asked  []asked
		wrong  string // empty: all is well
		passed bool   // it is an answer
	}{
		{"nothing is there", func(w http.ResponseWriter, _, _ string) { io.WriteString(w, `{"jsonrpc":"2.0","id":1,"result":[]}`) }, []asked{{"0x1", "0x4"}}, "", true},
		{"a range that is too long", func(w http.ResponseWriter, from, to string) {
			if from == "0x1" && to == "0x4" {
				io.WriteString(w, `{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"range too long"}}`)
				return
			}
			io.WriteString(w, `{"result":[]}`)
		}, []asked{{"0x1", "0x4"}, {"0x1", "0x2"}, {"0x3", "0x4"}}, "", true},
		{"a no", func(w http.ResponseWriter, _, _ string) {
			io.WriteString(w, `{"error":{"code":-32601,"message":"the method is not there"}}`)
		},
			[]asked{{"0x1", "0x4"}, {"0x1", "0x2"}, {"0x1", "0x1"}}, "the method is not there", true},
		{"too many requests", func(w http.ResponseWriter, _, _ string) { http.Error(w, "slow down", http.StatusTooManyRequests) }, []asked{{"0x1", "0x4"}}, "429 Too Many Requests: slow down", false},
		{"no JSON", func(w http.ResponseWriter, _, _ string) { io.WriteString(w, "<html>") }, []asked{{"0x1", "0x4"}}, logs.ErrForm.Error(), false},
		{"nothing at all", func(http.ResponseWriter, string, string) { panic(http.ErrAbortHandler) }, []asked{{"0x1", "0x4"}}, "EOF", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var (
				mu  sync.Mutex // a handler that breaks off is told of by nothing that the race detector knows
				got []asked
			)
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				var q struct {
					Method string
					Params []struct {
						FromBlock, ToBlock string
						Address            []eth.Address
					}
				}
				if err := json.NewDecoder(r.Body).Decode(&q); err != nil || q.Method != "eth_getLogs" || len(q.Params) != 1 || fmt.Sprint(q.Params[0].Address) != fmt.Sprint([]eth.Address{market, registry}) {
					t.Errorf("asked %+v, %v", q, err)
					return
				}
				mu.Lock()
				got = append(got, asked{q.Params[0].FromBlock, q.Params[0].ToBlock})
				mu.Unlock()
				c.says(w, q.Params[0].FromBlock, q.Params[0].ToBlock)
			}))
			defer server.Close()
			client, err := Dial(t.Context(), server.URL+"/v3/a-secret-key", Addresses{Market: market, Registry: registry})
			if err != nil {
				t.Fatal(err)
			}
			defer client.Close()
			_, err = client.Logs(t.Context(), 1, 4)
			mu.Lock()
			defer mu.Unlock()
			if (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(err.Error(), c.wrong) || fmt.Sprint(got) != fmt.Sprint(c.asked) {
				t.Errorf("asked %v, got %v", got, err)
			}
			if Answered(err) != c.passed {
				t.Errorf("%v is an answer: %v", err, !c.passed)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("%v tells the key", err)
			}
			if full := (rpc.HTTPError{}); errors.As(err, &full) != strings.HasPrefix(c.wrong, "429") {
				t.Errorf("%v", err)
			}
		})
	}
}
