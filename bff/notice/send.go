package notice

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/server/steady"
	"berth/shared/wire"
)

const (
	sending     = 8 // tasks side by side
	sendTimeout = 15 * time.Second
	taken       = time.Minute // for which an attempt is one replica's
	worthPush   = 24 * time.Hour
	worthHook   = 72 * time.Hour
	sendEvery   = 2 * time.Second
	firstPause  = 5 * time.Second // after a first attempt that failed
	lastPause   = 6 * time.Hour
	mostPause   = 24 * time.Hour // that a receiver may ask for
)

// schedule has a notice sent to all that its user named.
func (s *Service) schedule(ctx context.Context, user eth.Address, n wire.Notice) error {
	settings, err := s.cfg.Store.Settings(ctx, user)
	if err != nil {
		return err
	}
	if slices.Contains(settings.Muted, n.Kind) {
		return nil
	}
	devices, err := s.cfg.Store.Devices(ctx, user)
	if err != nil {
		return err
	}
	now := time.Now()
	quiet := settings.Quiet
	if n.Kind == wire.NoticeTest {
		quiet = nil // who asks for it is awake
	}
	for _, d := range devices {
		due := loud(quiet, now)
		t := Task{ID: n.ID + " " + d.ID, User: user, Device: d.ID, Notice: n, Due: due, Until: due.Add(worthPush)}
		if err := s.cfg.Store.AddTask(ctx, t); err != nil {
			return err
		}
	}
	if s.cfg.Mailer != nil {
		m, err := s.cfg.Store.Mailbox(ctx, user)
		if err != nil && !errors.Is(err, ErrNone) {
			return err
		}
		if err == nil && !m.ConfirmedAt.IsZero() {
			due := loud(quiet, now)
			if err := s.cfg.Store.AddTask(ctx, Task{ID: n.ID + " " + m.ID, User: user, Mail: m.ID, Notice: n, Due: due, Until: due.Add(worthPush)}); err != nil {
				return err
			}
		}
	}
	hooks, err := s.cfg.Store.Hooks(ctx, user)
	if err != nil {
		return err
	}
	for _, h := range hooks {
		t := Task{ID: n.ID + " " + h.ID, User: user, Hook: h.ID, Notice: n, Due: now, Until: now.Add(worthHook)}
		if err := s.cfg.Store.AddTask(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

// Send sends what is due until ctx ends.
func (s *Service) Send(ctx context.Context) {
	t := time.NewTicker(sendEvery)
	defer t.Stop()
	said := false
	for {
		err := s.SendOnce(ctx)
		if err != nil && ctx.Err() == nil && !said {
			s.cfg.Log.Warn("notices cannot be sent; trying on", "err", err)
		}
		said = err != nil
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		case <-s.wake:
		}
	}
}

// SendOnce sends what is due now. It is exported for tests.
func (s *Service) SendOnce(ctx context.Context) error {
	tasks, err := s.cfg.Store.Tasks(ctx)
	if err != nil {
		return err
	}
	now := time.Now()
	tasks = slices.DeleteFunc(tasks, func(t Task) bool { return t.Due.After(now) })
	slices.SortFunc(tasks, func(a, b Task) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) })
	var wg sync.WaitGroup
	var mu sync.Mutex
	var errs []error
	slots := make(chan struct{}, sending)
	for _, t := range tasks {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if err := s.attempt(ctx, t); err != nil {
				mu.Lock()
				defer mu.Unlock()
				errs = append(errs, err)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// attempt makes one attempt, unless another replica does.
func (s *Service) attempt(ctx context.Context, t Task) (err error) {
	defer steady.Error(&err)
	won, _, err := s.cfg.Store.Claim(ctx, "send "+t.ID+" "+strconv.Itoa(t.Attempts), taken)
	if err != nil || !won {
		return err
	}
	now := time.Now()
	if now.After(t.Until) {
		return s.cfg.Store.RemoveTask(ctx, t.ID)
	}
	call, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	t.Attempts++
	d := wire.Delivery{Notice: t.Notice.ID, Kind: t.Notice.Kind, At: now.UTC().Truncate(time.Second), Attempt: t.Attempts}
	switch {
	case t.Device != "":
		err = s.push(call, t)
	case t.Mail != "":
		err = s.mail(call, t)
	default:
		d.Status, err = s.post(call, t)
	}
	if ctx.Err() != nil {
		return ctx.Err() // the claim ends, and another makes this attempt
	}
	if pause := pause(err, t.Attempts); err != nil && !over(err) && !now.Add(pause).After(t.Until) {
		t.Due = now.Add(pause)
		d.Next = t.Due.UTC().Truncate(time.Second)
	} else {
		t.Due = time.Time{}
	}
	if t.Hook != "" && !errors.Is(err, ErrNone) {
		if err != nil {
			d.Error = clip.To(err.Error(), 200)
		}
		if err := s.cfg.Store.AddDelivery(ctx, t.User, t.Hook, d); err != nil {
			return err
		}
	}
	if t.Due.IsZero() {
		if err != nil && !errors.Is(err, ErrNone) {
			s.cfg.Log.Info("a notice could not be sent", "user", t.User, "device", t.Device, "hook", t.Hook, "mail", t.Mail != "", "attempts", t.Attempts, "err", err)
		}
		return s.cfg.Store.RemoveTask(ctx, t.ID)
	}
	return s.cfg.Store.PutTask(ctx, t)
}

// over reports whether another attempt would come to the same.
func over(err error) bool {
	return errors.Is(err, ErrGone) || errors.Is(err, ErrNever) || errors.Is(err, ErrNone)
}

// pause is how long to wait after an attempt: longer each time, and as long as the receiver wants.
func pause(err error, attempts int) time.Duration {
	p := min(firstPause<<min(2*(attempts-1), 20), lastPause)
	var l *Later
	if errors.As(err, &l) {
		p = max(p, min(l.After, mostPause))
	}
	return p
}

// push sends to a device; one that has gone is forgotten.
func (s *Service) push(ctx context.Context, t Task) error {
	devices, err := s.cfg.Store.Devices(ctx, t.User)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(devices, func(d Device) bool { return d.ID == t.Device })
	if i < 0 {
		return ErrNone
	}
	body, err := json.Marshal(t.Notice)
	if err != nil {
		return fmt.Errorf("notice: %w: %w", ErrNever, err)
	}
	err = s.cfg.Pusher.Push(ctx, devices[i], body, t.Notice.ID, max(time.Until(t.Until), 0))
	if errors.Is(err, ErrGone) {
		if err := s.cfg.Store.RemoveDevice(ctx, t.User, t.Device); err != nil && !errors.Is(err, ErrNone) {
			return err
		}
	}
	return err
}

// post sends to a webhook.
func (s *Service) post(ctx context.Context, t Task) (status int, err error) {
	hooks, err := s.cfg.Store.Hooks(ctx, t.User)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(hooks, func(h wire.Hook) bool { return h.ID == t.Hook })
	if i < 0 {
		return 0, ErrNone
	}
	return s.cfg.Poster.Post(ctx, hooks[i], t.Notice)
}
