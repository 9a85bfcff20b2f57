package data

import (
	"context"
	"encoding/hex"
	"slices"
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/clip"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/sha256"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/outside"
)

const (
	readPart = 4 << 20 // bytes of a file that are in memory at a time
	sendPart = 4 << 20
	sendTry  = 5               // times that a part is sent, with a pause in between
	lookWait = 2 * time.Second // before it is asked again how far a node has fetched
)

// fetch has the browser download what is behind a gateway's link.
func fetch(g api.Gateway, link string) error {
	to, own := js.Here().Under(g.URL, link)
	if !own {
		return problem.New(0, js.BadLink, "the gateway names an address that is not its own").With("host", outside.Text(clip.Dots(link, 100)))
	}
	return js.Download(to)
}

// upload sends a file, or what is missing of it, and gives the snapshot that it became. The same file goes on where it broke off: it is
// known by its sum.
func upload(run life.Run, g api.Gateway, id order.ID, file app.Value, told func(summed, sent int64)) (string, error) {
	size := int64(file.Get("size").Float())
	var sum sha256.Hash
	for at := int64(0); at < size; at += readPart {
		raw, err := js.FileSlice(run, file, at, min(at+readPart, size))
		if err != nil {
			return "", err
		}
		sum.Add(raw)
		told(at+int64(len(raw)), 0)
	}
	whole := sum.Sum()
	digest := hex.EncodeToString(whole[:])
	s, err := begin(run, g, id, uint64(size), digest)
	if err != nil || s.State == wire.SnapshotReady {
		return s.ID, err
	}
	for at := int64(s.Bytes); at < size; {
		raw, err := js.FileSlice(run, file, at, min(at+sendPart, size))
		if err != nil {
			return "", err
		}
		if s, err = put(run, g, id, s.ID, at, raw); err != nil {
			return "", err
		}
		at = int64(s.Bytes)
		told(size, at)
	}
	return s.ID, nil
}

// begin finds the upload of a file that was begun before, or begins one.
func begin(ctx context.Context, g api.Gateway, id order.ID, size uint64, digest string) (wire.Snapshot, error) {
	have, err := g.Disks(ctx, id)
	if err != nil {
		return wire.Snapshot{}, err
	}
	i := slices.IndexFunc(have.Snapshots, func(s wire.Snapshot) bool {
		return s.SHA256 == digest && (s.State == wire.SnapshotReady || s.State == wire.SnapshotUploading && s.Of == size)
	})
	if i >= 0 {
		return have.Snapshots[i], nil
	}
	return g.StartUpload(ctx, id, wire.UploadRequest{Bytes: size, SHA256: digest})
}

// put sends a part, again where the connection breaks. It gives how far the upload is.
func put(ctx context.Context, g api.Gateway, id order.ID, name string, at int64, raw []byte) (s wire.Snapshot, err error) {
	var sum sha256.Hash
	sum.Add(raw)
	for n := range sendTry {
		if n > 0 {
			if err := life.Wait(ctx, time.Duration(n)*time.Second); err != nil {
				return s, err
			}
		}
		s, err = g.PutPart(ctx, id, name, uint64(at), raw, sum.Sum())
		switch {
		case err == nil:
			return s, nil
		case fault.Is(err, problem.WrongOffset):
			// It has come, and the answer has not.
			if want, bad := strconv.ParseUint(fault.Figure(err, "want"), 10, 63); bad == nil {
				return wire.Snapshot{ID: name, State: wire.SnapshotUploading, Bytes: want}, nil
			}
			return s, err
		case !fault.Is(err, js.Offline) && !fault.Is(err, problem.Timeout) && !fault.Is(err, problem.TooMany) && !fault.Is(err, problem.Busy) && !fault.Is(err, problem.Unavailable):
			return s, err
		}
	}
	return s, err
}

// bring has the node fetch a snapshot from the node of another order, and gives what it became here.
func bring(ctx context.Context, from, to api.Gateway, other, id order.ID, what wire.Snapshot, told func(got, of uint64)) (string, error) {
	s, err := begin(ctx, to, id, what.Bytes, what.SHA256)
	if err != nil || s.State == wire.SnapshotReady {
		return s.ID, err
	}
	link, err := from.SnapshotLink(ctx, other, what.ID)
	if err != nil {
		return "", err
	}
	if err := to.FetchUpload(ctx, id, s.ID, wire.FetchRequest{URL: link.URL}); err != nil {
		return "", err
	}
	for {
		if err := life.Wait(ctx, lookWait); err != nil {
			return "", err
		}
		have, err := to.Disks(ctx, id)
		if err != nil {
			return "", err
		}
		i := slices.IndexFunc(have.Snapshots, func(x wire.Snapshot) bool { return x.ID == s.ID })
		if i < 0 {
			return "", problem.New(409, problem.NotFound, "the snapshot that was fetched is gone")
		}
		switch x := have.Snapshots[i]; x.State {
		case wire.SnapshotReady:
			return x.ID, nil
		case wire.SnapshotFetching:
			told(x.Bytes, x.Of)
		default:
			return "", problem.New(409, problem.Unavailable, "the snapshot could not be fetched").Remedy("%s", x.Error)
		}
	}
}
