package api

import (
	"net/http"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
	"berth/shared/order"
	"berth/shared/wire"
)

func (a *API) maintenance(w http.ResponseWriter, _ *http.Request, _ session.Who) error {
	return answer.JSON(w, 200, a.cfg.Maintenance.View())
}

func (a *API) maintain(w http.ResponseWriter, r *http.Request, who session.Who) error {
	var req wire.AdminMaintain
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	if err := checkNote("note", req.Note); err != nil {
		return err
	}
	m, err := a.cfg.Maintains.Begin(req, a.act(who, "maintenance-begin"))
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, m)
}

func (a *API) endMaintenance(w http.ResponseWriter, _ *http.Request, who session.Who) error {
	if err := a.cfg.Maintains.End(a.act(who, "maintenance-end")); err != nil {
		return err
	}
	return done(w)
}

func (a *API) affected(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	after, limit, err := page(r, "after")
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, a.cfg.Maintenance.Affected(order.ID(after), limit))
}
