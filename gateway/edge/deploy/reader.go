package deploy

import (
	"context"
	"net/http"
	"runtime"
	"time"

	"berth/gateway/answer"
	"berth/gateway/edge/call"
	"berth/gateway/edge/limit"
	"berth/gateway/image"
	"berth/gateway/manifest"
	"berth/gateway/manifest/formats"
	"berth/shared/bundle"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
)

// MaxBody is for a request with a manifest in it: JSON's escapes may make a text six times as long. A bundle has been
// through them once, and is at most twice as long the second time, or three times where all that is not ASCII is escaped.
const MaxBody = max(6*manifest.MaxBytes, 3*bundle.MaxBytes) + answer.MaxBody

// BodyQuota is how many manifests may be received at a time.
var BodyQuota = limit.Quota{Order: 4, User: 8}

// Reader receives and reads manifests, whatever is then done with them. It is safe for concurrent use.
type Reader struct {
	Bodies *limit.Seats              // whose manifests are received
	Turns  *limit.Turns[eth.Address] // of those who have a manifest read

	revisions Revisions
	images    image.Asker // nil: nothing is known of images
}

// NewReader makes a reader, which takes half of the processors at the most.
func NewReader(r Revisions, i image.Asker) *Reader {
	return &Reader{Bodies: limit.NewSeats(BodyQuota), Turns: limit.NewTurns[eth.Address](runtime.GOMAXPROCS(0) / 2), revisions: r, images: i}
}

// receive reads a request's body with a manifest in it. Of those there is a quota: they are large.
func (x *Reader) receive(w http.ResponseWriter, r *http.Request, c call.Caller, into any) error {
	ctx, back := x.Bodies.Take(r.Context(), c.Workload, c.User)
	defer back()
	// A body that is to give way is not waited for any longer. Test recorders have no deadlines.
	conn := http.NewResponseController(w)
	stop := context.AfterFunc(ctx, func() { conn.SetReadDeadline(time.Unix(1, 0)) })
	err := answer.Read(w, r, MaxBody, into)
	stop()
	if p := call.Why(ctx); p != nil {
		return p
	}
	return err
}

// parse reads a manifest, when it is its user's turn.
func (x *Reader) parse(ctx context.Context, c call.Caller, format, text string) (m manifest.Manifest, err error) {
	back, err := x.Turns.Take(ctx, c.User)
	if err != nil {
		return m, err
	}
	defer back()
	return formats.Parse(format, text)
}

// read reads a manifest when it is its user's turn, as if the variables that lack a value had one; unread is what there is against it.
func (x *Reader) read(ctx context.Context, user eth.Address, format, text string, lacking ...manifest.Variable) (m manifest.Manifest, unread, err error) {
	back, err := x.Turns.Take(ctx, user)
	if err != nil {
		return m, nil, err
	}
	defer back()
	m, unread = formats.Suppose(format, text, lacking)
	return m, unread, nil
}

// earlier fills in the format and the manifest of an earlier revision; with 0 there is none, and they stay.
func (x *Reader) earlier(id order.ID, from uint64, format, text *string) (err error) {
	switch {
	case from == 0:
		return nil
	case *format != "":
		return problem.Field("format", "leave it out: revision %d has its own", from)
	case *text != "":
		return problem.Field("manifest", "leave it out: revision %d has its own", from)
	}
	*format, *text, err = x.revisions.RevisionManifest(id, from)
	return err
}

// look has a manifest's images looked at, on behalf of who.
func (x *Reader) look(ctx context.Context, who image.Who, m manifest.Manifest) image.Found {
	if x.images == nil {
		return image.Found{}
	}
	return image.Look(ctx, x.images, who, m)
}
