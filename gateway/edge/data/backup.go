package data

import (
	"context"
	"net/http"

	"berth/gateway/answer"
	"berth/gateway/backup"
	"berth/gateway/edge/call"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Keeper keeps plans of backups and carries them out; *backup.Keeper does. Its orders are workloads.
type Keeper interface {
	View(id order.ID) wire.Backup
	Now(user eth.Address, id order.ID) (wire.Backup, error)
	Find(ctx context.Context, user eth.Address, id order.ID, q wire.BackupSearch) (wire.Backups, error)
}

// Plans takes plans of backups over; *backup.Keeper does.
type Plans interface {
	Set(ctx context.Context, user eth.Address, id order.ID, want wire.BackupPlan) (wire.Backup, error)
	Drop(id order.ID) error
}

// Restores puts what is in backups back; *backup.Keeper does.
type Restores interface {
	Restore(ctx context.Context, user eth.Address, id order.ID, req wire.BackupRestore) (wire.BackupRun, error)
}

var (
	_ Keeper   = (*backup.Keeper)(nil)
	_ Plans    = (*backup.Keeper)(nil)
	_ Restores = (*backup.Keeper)(nil)
)

// Backups are the backups of orders. They are safe for concurrent use.
type Backups struct {
	keeper   Keeper
	plans    Plans
	restores Restores
}

// NewBackups makes them.
func NewBackups(k Keeper, p Plans, r Restores) *Backups { return &Backups{k, p, r} }

// Show tells an order's plan, and what came of it.
func (b *Backups) Show(w http.ResponseWriter, _ *http.Request, c call.Caller) error {
	return answer.JSON(w, 200, b.keeper.View(c.Workload))
}

// Set takes a plan over once its bucket has been tried, which takes some seconds.
func (b *Backups) Set(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.BackupPlan
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	set, err := b.plans.Set(r.Context(), c.User, c.Workload, req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, set)
}

// Drop ends a plan.
func (b *Backups) Drop(w http.ResponseWriter, _ *http.Request, c call.Caller) error {
	if err := b.plans.Drop(c.Workload); err != nil {
		return err
	}
	return answer.Empty(w)
}

// Now makes a backup without waiting for its time.
func (b *Backups) Now(w http.ResponseWriter, _ *http.Request, c call.Caller) error {
	made, err := b.keeper.Now(c.User, c.Workload)
	if err != nil {
		return err
	}
	return answer.JSON(w, 202, made)
}

// Find lists what is in a bucket.
func (b *Backups) Find(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.BackupSearch
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	page, err := b.keeper.Find(r.Context(), c.User, c.Workload, req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, page)
}

// Restore begins a restore. The identity that comes with it goes nowhere but to what decrypts.
func (b *Backups) Restore(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.BackupRestore
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	run, err := b.restores.Restore(r.Context(), c.User, c.Workload, req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 202, run)
}
