package api

import (
	"net/http"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
	"berth/shared/order"
	"berth/shared/wire"
)

// upkeep is maintenance that is announced.
type upkeep struct {
	shown Maintenance
	done  Maintains
	clerk *clerk
}

func (u *upkeep) show(w http.ResponseWriter, _ *http.Request, _ session.Who) error {
	return answer.JSON(w, 200, u.shown.View())
}

func (u *upkeep) begin(w http.ResponseWriter, r *http.Request, who session.Who) error {
	var req wire.AdminMaintain
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	if err := checkNote("note", req.Note); err != nil {
		return err
	}
	m, err := u.done.Begin(req, u.clerk.act(who, "maintenance-begin"))
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, m)
}

func (u *upkeep) end(w http.ResponseWriter, _ *http.Request, who session.Who) error {
	if err := u.done.End(u.clerk.act(who, "maintenance-end")); err != nil {
		return err
	}
	return answer.Empty(w)
}

func (u *upkeep) affected(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	after, limit, err := page(r, "after")
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, u.shown.Affected(order.ID(after), limit))
}
