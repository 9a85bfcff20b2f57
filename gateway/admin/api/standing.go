package api

import (
	"net/http"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
)

func (a *API) overview(w http.ResponseWriter, _ *http.Request, _ session.Who) error {
	o, err := a.cfg.Standing.Overview()
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, o)
}

func (a *API) certificates(w http.ResponseWriter, _ *http.Request, _ session.Who) error {
	return answer.JSON(w, 200, a.cfg.Standing.Certificates())
}

func (a *API) node(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	n, err := a.cfg.Standing.Node(r.Context())
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, n)
}
