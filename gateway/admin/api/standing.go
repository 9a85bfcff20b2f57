package api

import (
	"net/http"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
)

// node is how the node stands, by itself and in the market.
type node struct {
	standing Standing
	place    Market
	long     long
}

func (n *node) overview(w http.ResponseWriter, _ *http.Request, _ session.Who) error {
	o, err := n.standing.Overview()
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, o)
}

func (n *node) certificates(w http.ResponseWriter, _ *http.Request, _ session.Who) error {
	return answer.JSON(w, 200, n.standing.Certificates())
}

func (n *node) chain(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	is, err := n.standing.Node(r.Context())
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, is)
}

// certification is at most one question a session at a time: the platform may be slow.
func (n *node) certification(w http.ResponseWriter, r *http.Request, who session.Who) error {
	give, err := n.long.take(who, "several questions are under way already", "wait until they are answered")
	if err != nil {
		return err
	}
	defer give()
	c, err := n.place.Certification(r.Context())
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, c)
}

// market is at most one question a session at a time: the platform may be slow.
func (n *node) market(w http.ResponseWriter, r *http.Request, who session.Who) error {
	give, err := n.long.take(who, "several questions are under way already", "wait until they are answered")
	if err != nil {
		return err
	}
	defer give()
	m, err := n.place.Market(r.Context())
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, m)
}
