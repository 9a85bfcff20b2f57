package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"berth/bff/notice"
	"berth/bff/store/documents"
	"berth/shared/eth"
	"berth/shared/wire"
)

var _ notice.Store = Notices{}

// Notices are those of each user, the row of all, and where they go.
type Notices struct {
	*database
	Leases
}

const (
	mostNotices   = 100 // of a user's
	noticesKept   = 90 * 24 * time.Hour
	rowKept       = 7 * 24 * time.Hour
	receiversKept = 10 * 365 * 24 * time.Hour
	mostTasks     = 500 // given out at once
)

// heldDoc is something that is looked for by its id alone, kept as JSON.
type heldDoc struct {
	ID        string    `bson:"_id"`
	User      string    `bson:"user,omitempty"`
	Body      string    `bson:"body"`
	ExpiresAt time.Time `bson:"expiresAt"`
}

var errNoDoc = errors.New("no such document")

// hold writes v as JSON.
func (s *database) hold(ctx context.Context, collection, id string, user eth.Address, v any, expires time.Time) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("database: %s: %w", collection, err)
	}
	return s.docs.Put(ctx, collection, id, heldDoc{id, user.String(), string(body), expires.UTC()})
}

// heldOf reads what hold wrote; where there is none, or it has expired, it gives missing.
func heldOf[T any](ctx context.Context, s *database, collection, id string, missing error) (v T, err error) {
	d, err := documents.Get[heldDoc](ctx, s.docs, collection, id, missing)
	if err != nil {
		return v, err
	}
	if !s.docs.Now().Before(d.ExpiresAt) {
		return v, missing
	}
	if err := json.Unmarshal([]byte(d.Body), &v); err != nil {
		return v, fmt.Errorf("database: %s %s: %w", collection, id, err)
	}
	return v, nil
}

// listed are a user's documents that keepNewest has noted, the newest first.
func listed[T any](ctx context.Context, s *database, collection string, user eth.Address) ([]T, error) {
	d, err := documents.Get[newestDoc](ctx, s.docs, newest, collection+" "+user.String(), errNoNewest)
	if errors.Is(err, errNoNewest) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return held[T](ctx, s, collection, d.Keys)
}

// pageOf is a page of such documents. A cursor is the key of the last one that was on the page before, without what all keys begin with. The oldest
// give way, so that nothing follows one that is not there any more.
func pageOf[T any](ctx context.Context, s *database, collection string, user eth.Address, begin, cursor string, most int) (page wire.Page[T], err error) {
	page.Items = []T{}
	d, err := documents.Get[newestDoc](ctx, s.docs, newest, collection+" "+user.String(), errNoNewest)
	if errors.Is(err, errNoNewest) {
		return page, nil
	}
	if err != nil {
		return page, err
	}
	page.Total = len(d.Keys)
	keys := d.Keys
	if cursor != "" {
		keys = keys[:max(slices.Index(keys, begin+cursor), 0)]
	}
	if len(keys) > most {
		keys = keys[len(keys)-most:]
		page.Next = strings.TrimPrefix(keys[0], begin)
	}
	all, err := held[T](ctx, s, collection, keys)
	page.Items = append(page.Items, all...)
	return page, err
}

// held are documents by their keys, the last first; what has expired is left out.
func held[T any](ctx context.Context, s *database, collection string, keys []string) (all []T, err error) {
	for _, key := range slices.Backward(keys) {
		v, err := heldOf[T](ctx, s, collection, key, errNoDoc)
		if errors.Is(err, errNoDoc) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// unlist deletes a document and takes it out of its user's list; false: there was none.
func (s *database) unlist(ctx context.Context, collection string, user eth.Address, key string) (bool, error) {
	won, err := s.docs.Remove(ctx, collection, key)
	if err != nil {
		return false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := collection + " " + user.String()
	d, err := documents.Get[newestDoc](ctx, s.docs, newest, id, errNoNewest)
	if errors.Is(err, errNoNewest) || err == nil && !slices.Contains(d.Keys, key) {
		return won, nil
	}
	if err != nil {
		return won, err
	}
	d.Keys = slices.DeleteFunc(d.Keys, func(k string) bool { return k == key })
	return won, s.docs.Put(ctx, newest, id, d)
}

// AddNotice implements notice.Store.
func (s Notices) AddNotice(ctx context.Context, user eth.Address, n wire.Notice) error {
	expires := s.docs.Now().Add(noticesKept)
	if err := s.hold(ctx, notices, n.ID, user, n, expires); err != nil {
		return err
	}
	return s.keepNewest(ctx, notices, user, n.ID, mostNotices, expires)
}

// Notices implements notice.Store.
func (s Notices) Notices(ctx context.Context, user eth.Address, cursor string, most int) (wire.Page[wire.Notice], error) {
	return pageOf[wire.Notice](ctx, s.database, notices, user, "", cursor, most)
}

// The row of all notices is documents whose _id is their number, each inserted behind the last. Where that is, a document says that may
// be behind: what follows on it is found by looking.
type rowDoc struct {
	ID        string    `bson:"_id"`
	User      string    `bson:"user,omitempty"`
	Body      string    `bson:"body,omitempty"`
	Last      int64     `bson:"last,omitempty"` // of the document that says where the end is
	ExpiresAt time.Time `bson:"expiresAt,omitempty"`
}

const rowEnd = "end"

func rowKey(n uint64) string { return strconv.FormatUint(n, 10) }

// Last implements notice.Store.
func (s Notices) Last(ctx context.Context) (uint64, error) {
	end, err := documents.Get[rowDoc](ctx, s.docs, row, rowEnd, errNoDoc)
	if err != nil && !errors.Is(err, errNoDoc) {
		return 0, err
	}
	n := uint64(end.Last)
	for {
		if _, err := documents.Get[rowDoc](ctx, s.docs, row, rowKey(n+1), errNoDoc); errors.Is(err, errNoDoc) {
			return n, nil
		} else if err != nil {
			return 0, err
		}
		n++
	}
}

// Append implements notice.Store.
func (s Notices) Append(ctx context.Context, user eth.Address, n wire.Notice) error {
	body, err := json.Marshal(n)
	if err != nil {
		return fmt.Errorf("database: notice %s: %w", n.ID, err)
	}
	last, err := s.Last(ctx)
	if err != nil {
		return err
	}
	for {
		last++
		won, err := s.docs.Insert(ctx, row, rowDoc{ID: rowKey(last), User: user.String(), Body: string(body), ExpiresAt: s.docs.Now().Add(rowKept).UTC()})
		if err != nil {
			return err
		}
		if won {
			return s.docs.Put(ctx, row, rowEnd, rowDoc{ID: rowEnd, Last: int64(last)})
		}
	}
}

// Entry implements notice.Store. Who follows the row is given what has expired, too, for as long as it is there.
func (s Notices) Entry(ctx context.Context, number uint64) (notice.Entry, error) {
	d, err := documents.Get[rowDoc](ctx, s.docs, row, rowKey(number), notice.ErrNone)
	if err != nil {
		return notice.Entry{}, err
	}
	e := notice.Entry{Number: number}
	if e.User, err = eth.ParseAddress(d.User); err != nil {
		return e, fmt.Errorf("database: %s %d: %w", row, number, err)
	}
	if err := json.Unmarshal([]byte(d.Body), &e.Notice); err != nil {
		return e, fmt.Errorf("database: %s %d: %w", row, number, err)
	}
	return e, nil
}

// Settings implements notice.Store.
func (s Notices) Settings(ctx context.Context, user eth.Address) (wire.NoticeSettings, error) {
	v, err := heldOf[wire.NoticeSettings](ctx, s.database, receivers, "settings "+user.String(), errNoDoc)
	if errors.Is(err, errNoDoc) {
		return wire.NoticeSettings{}, nil
	}
	return v, err
}

// PutSettings implements notice.Store.
func (s Notices) PutSettings(ctx context.Context, user eth.Address, v wire.NoticeSettings) error {
	return s.hold(ctx, receivers, "settings "+user.String(), user, v, s.docs.Now().Add(receiversKept))
}

// A device and a webhook are documents of their user's: what two have in common, such as a browser with two accounts, is in two.
func deviceKey(user eth.Address, id string) string { return user.String() + " " + id }

// Devices implements notice.Store.
func (s Notices) Devices(ctx context.Context, user eth.Address) ([]notice.Device, error) {
	return listed[notice.Device](ctx, s.database, devices, user)
}

// PutDevice implements notice.Store.
func (s Notices) PutDevice(ctx context.Context, user eth.Address, d notice.Device) error {
	key, expires := deviceKey(user, d.ID), s.docs.Now().Add(receiversKept)
	if err := s.hold(ctx, devices, key, user, d, expires); err != nil {
		return err
	}
	return s.keepNewest(ctx, devices, user, key, notice.MostDevices, expires)
}

// RemoveDevice implements notice.Store.
func (s Notices) RemoveDevice(ctx context.Context, user eth.Address, id string) error {
	won, err := s.unlist(ctx, devices, user, deviceKey(user, id))
	if err == nil && !won {
		return notice.ErrNone
	}
	return err
}

// Hooks implements notice.Store.
func (s Notices) Hooks(ctx context.Context, user eth.Address) ([]wire.Hook, error) {
	return listed[wire.Hook](ctx, s.database, hooks, user)
}

// PutHook implements notice.Store.
func (s Notices) PutHook(ctx context.Context, user eth.Address, h wire.Hook) error {
	key, expires := deviceKey(user, h.ID), s.docs.Now().Add(receiversKept)
	if err := s.hold(ctx, hooks, key, user, h, expires); err != nil {
		return err
	}
	return s.keepNewest(ctx, hooks, user, key, notice.MostHooks, expires)
}

// RemoveHook implements notice.Store.
func (s Notices) RemoveHook(ctx context.Context, user eth.Address, id string) error {
	won, err := s.unlist(ctx, hooks, user, deviceKey(user, id))
	if err != nil {
		return err
	}
	if !won {
		return notice.ErrNone
	}
	_, err = s.docs.Remove(ctx, deliveries, deviceKey(user, id))
	return err
}

const mostDeliveries = 50

// Deliveries implements notice.Store.
func (s Notices) Deliveries(ctx context.Context, user eth.Address, hook string) ([]wire.Delivery, error) {
	all, err := heldOf[[]wire.Delivery](ctx, s.database, deliveries, deviceKey(user, hook), errNoDoc)
	if errors.Is(err, errNoDoc) {
		return nil, nil
	}
	return all, err
}

// AddDelivery implements notice.Store. Of two at the same moment on two replicas one may be lost: it is a log.
func (s Notices) AddDelivery(ctx context.Context, user eth.Address, hook string, d wire.Delivery) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.Deliveries(ctx, user, hook)
	if err != nil {
		return err
	}
	all = slices.Insert(all, 0, d)
	return s.hold(ctx, deliveries, deviceKey(user, hook), user, all[:min(len(all), mostDeliveries)], s.docs.Now().Add(noticesKept))
}

// taskDoc is a task, as JSON.
type taskDoc struct {
	ID        string    `bson:"_id"`
	Body      string    `bson:"body"`
	Due       time.Time `bson:"due"`
	ExpiresAt time.Time `bson:"expiresAt"`
}

// AddTask implements notice.Store.
func (s Notices) AddTask(ctx context.Context, t notice.Task) error {
	body, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("database: task %s: %w", t.ID, err)
	}
	_, err = s.docs.Insert(ctx, tasks, taskDoc{t.ID, string(body), t.Due.UTC(), t.Until.Add(time.Hour).UTC()})
	return err
}

// PutTask implements notice.Store.
func (s Notices) PutTask(ctx context.Context, t notice.Task) error {
	body, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("database: task %s: %w", t.ID, err)
	}
	return s.docs.Put(ctx, tasks, t.ID, taskDoc{t.ID, string(body), t.Due.UTC(), t.Until.Add(time.Hour).UTC()})
}

// RemoveTask implements notice.Store.
func (s Notices) RemoveTask(ctx context.Context, id string) error {
	_, err := s.docs.Remove(ctx, tasks, id)
	return err
}

// Tasks implements notice.Store.
func (s Notices) Tasks(ctx context.Context) ([]notice.Task, error) {
	ctx, cancel := context.WithTimeout(ctx, documents.Timeout)
	defer cancel()
	due := bson.D{{Key: "due", Value: bson.D{{Key: "$lte", Value: s.docs.Now().UTC()}}}}
	cursor, err := s.docs.Collection(tasks).Find(ctx, due, options.Find().SetLimit(mostTasks))
	if err != nil {
		return nil, documents.Failed("read %s", tasks, err)
	}
	defer cursor.Close(ctx)
	var all []notice.Task
	for cursor.Next(ctx) {
		var d taskDoc
		if err := cursor.Decode(&d); err != nil {
			return nil, documents.Failed("read %s", tasks, err)
		}
		var t notice.Task
		if err := json.Unmarshal([]byte(d.Body), &t); err != nil {
			return nil, fmt.Errorf("database: task %s: %w", d.ID, err)
		}
		all = append(all, t)
	}
	if err := cursor.Err(); err != nil {
		return nil, documents.Failed("read %s", tasks, err)
	}
	return all, nil
}

// Secret gives a secret that all replicas share: what was kept under a name first.
func (s *Store) Secret(ctx context.Context, name string, fresh func() (string, error)) (string, error) {
	for range 2 {
		d, err := documents.Get[heldDoc](ctx, s.docs, secrets, name, errNoDoc)
		if err == nil {
			return d.Body, nil
		}
		if !errors.Is(err, errNoDoc) {
			return "", err
		}
		v, err := fresh()
		if err != nil {
			return "", err
		}
		if _, err := s.docs.Insert(ctx, secrets, heldDoc{ID: name, Body: v}); err != nil {
			return "", err
		}
	}
	return "", fmt.Errorf("database: %s: %w", secrets, errNoDoc)
}

// Mailbox implements notice.Store.
func (s Notices) Mailbox(ctx context.Context, user eth.Address) (notice.Mailbox, error) {
	all, err := listed[notice.Mailbox](ctx, s.database, mailboxes, user)
	if err == nil && len(all) == 0 {
		err = notice.ErrNone
	}
	if err != nil {
		return notice.Mailbox{}, err
	}
	return all[0], nil
}

// MailboxByID implements notice.Store.
func (s Notices) MailboxByID(ctx context.Context, id string) (notice.Mailbox, error) {
	return heldOf[notice.Mailbox](ctx, s.database, mailboxes, id, notice.ErrNone)
}

// PutMailbox implements notice.Store. A user has one: what was there before is deleted.
func (s Notices) PutMailbox(ctx context.Context, m notice.Mailbox, until time.Time) error {
	if err := s.hold(ctx, mailboxes, m.ID, m.User, m, until); err != nil {
		return err
	}
	return s.keepNewest(ctx, mailboxes, m.User, m.ID, 1, until)
}

// RemoveMailbox implements notice.Store.
func (s Notices) RemoveMailbox(ctx context.Context, m notice.Mailbox) error {
	_, err := s.unlist(ctx, mailboxes, m.User, m.ID)
	return err
}
