// Package wcrelay is a relay for WalletConnect's clients, for tests: it carries sealed messages between who publishes to a topic and who
// subscribes to it, and keeps them for who comes later, as WalletConnect's own does. Its JSON-RPC over WebSocket is that of
// docs.walletconnect.network (relay server RPC), with the two requests that publish for a proposal and for what is said to it
// (wc_proposeSession, wc_approveSession). It checks nobody, and forgets all when its process ends.
package wcrelay

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Relay is an http.Handler. The zero value is ready; it is safe for concurrent use.
type Relay struct {
	mu      sync.Mutex
	clients map[*client]struct{}
	kept    []message
	asked   map[string]int
	pushes  uint64
}

// message is what was published, and who has it already.
type message struct {
	topic, text string
	tag         int
	at          time.Time
	until       time.Time
	by          string           // the client's id
	had         map[*client]bool // a connection may be dead when it is written to: each gets all, and clients know what they had
}

// client is a connection of a client's.
type client struct {
	conn   *websocket.Conn
	id     string            // the client's, whichever connection it is
	topics map[string]string // and the subscription's id
	send   sync.Mutex
}

type request struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

// published are the params of the requests that publish.
type published struct {
	Topic   string `json:"topic"`
	Message string `json:"message"`
	TTL     int    `json:"ttl"` // seconds
	Tag     int    `json:"tag"`

	PairingTopic string `json:"pairingTopic"`
	SessionTopic string `json:"sessionTopic"`
	Proposal     string `json:"sessionProposal"`
	Answer       string `json:"sessionProposalResponse"`
	Settlement   string `json:"sessionSettlementRequest"`
}

// Asked is how often each method was asked for so far.
func (r *Relay) Asked() map[string]int {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := map[string]int{}
	for k, v := range r.asked {
		out[k] = v
	}
	return out
}

// Cut ends all connections, as a network that changes does; clients come back by themselves.
func (r *Relay) Cut() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for c := range r.clients {
		c.conn.Close()
	}
}

// ServeHTTP takes a client.
func (r *Relay) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(w, req, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	c := &client{conn: conn, id: issuer(req.URL.Query().Get("auth")), topics: map[string]string{}}
	r.mu.Lock()
	if r.clients == nil {
		r.clients, r.asked = map[*client]struct{}{}, map[string]int{}
	}
	r.clients[c] = struct{}{}
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		delete(r.clients, c)
		r.mu.Unlock()
	}()
	for {
		var q request
		if conn.ReadJSON(&q) != nil {
			return
		}
		if q.Method == "" {
			continue // it has got what was pushed
		}
		result, then := r.answer(c, q)
		if c.write(map[string]any{"id": q.ID, "jsonrpc": "2.0", "result": result}) != nil {
			return
		}
		for _, push := range then {
			push()
		}
	}
}

// answer does what is asked for. then is what follows once the answer is out.
func (r *Relay) answer(c *client, q request) (result any, then []func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked[q.Method]++
	var p published
	var many struct {
		Topics []string `json:"topics"`
	}
	if json.Unmarshal(q.Params, &p) != nil || json.Unmarshal(q.Params, &many) != nil {
		return false, nil
	}
	now := time.Now()
	publish := func(topic, text string) {
		m := message{topic: topic, text: text, tag: p.Tag, at: now, until: now.Add(time.Duration(max(p.TTL, 300)) * time.Second), by: c.id, had: map[*client]bool{}}
		r.kept = append(slices.DeleteFunc(r.kept, func(m message) bool { return m.until.Before(now) }), m)
		for to := range r.clients {
			then = append(then, r.due(to, topic)...)
		}
	}
	switch q.Method {
	case "irn_publish":
		publish(p.Topic, p.Message)
	case "wc_proposeSession":
		c.subscribe(p.PairingTopic)
		publish(p.PairingTopic, p.Proposal)
	case "wc_approveSession":
		c.subscribe(p.SessionTopic)
		publish(p.PairingTopic, p.Answer)
		publish(p.SessionTopic, p.Settlement)
	case "irn_subscribe":
		return c.subscribe(p.Topic), r.due(c, p.Topic)
	case "irn_batchSubscribe":
		ids := []string{}
		for _, topic := range many.Topics {
			ids, then = append(ids, c.subscribe(topic)), append(then, r.due(c, topic)...)
		}
		return ids, then
	case "irn_batchFetchMessages":
		messages := []any{}
		for _, m := range r.kept {
			if slices.Contains(many.Topics, m.topic) && !m.had[c] && m.by != c.id {
				m.had[c] = true
				messages = append(messages, m.data())
			}
		}
		return map[string]any{"messages": messages, "hasMore": false}, nil
	case "irn_unsubscribe":
		delete(c.topics, p.Topic)
	}
	return true, then
}

// due is what a client is to be pushed of a topic's.
func (r *Relay) due(to *client, topic string) (then []func()) {
	id, ok := to.topics[topic]
	if !ok {
		return nil
	}
	for _, m := range r.kept {
		if m.topic != topic || m.had[to] || m.by == to.id {
			continue
		}
		m.had[to] = true
		r.pushes++
		push := map[string]any{
			"id": uint64(m.at.UnixMilli())*1000 + r.pushes%1000, "jsonrpc": "2.0", "method": "irn_subscription", "params": map[string]any{"id": id, "data": m.data()},
		}
		then = append(then, func() { _ = to.write(push) }) // a client that is gone gets it when it is back
	}
	return then
}

func (m message) data() map[string]any {
	return map[string]any{"topic": m.topic, "message": m.text, "publishedAt": m.at.UnixMilli(), "tag": m.tag}
}

func (c *client) subscribe(topic string) (id string) {
	h := sha256.Sum256([]byte(topic + c.id))
	c.topics[topic] = hex.EncodeToString(h[:])
	return c.topics[topic]
}

func (c *client) write(v any) error {
	c.send.Lock()
	defer c.send.Unlock()
	return c.conn.WriteJSON(v)
}

// issuer is whose a token is (a JWT's iss, which is the client's key); "": nobody's. Nothing of it is checked.
func issuer(token string) string {
	var claims struct {
		Issuer string `json:"iss"`
	}
	if parts := strings.Split(token, "."); len(parts) == 3 {
		if b, err := base64.RawURLEncoding.DecodeString(parts[1]); err == nil {
			_ = json.Unmarshal(b, &claims)
		}
	}
	return claims.Issuer
}
