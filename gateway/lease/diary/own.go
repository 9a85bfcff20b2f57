package diary

import (
	"fmt"
	"strconv"
	"time"

	"berth/shared/order"
	"berth/shared/phrase"
	"berth/shared/wire"
)

// Did is something that the node itself did or saw, with figures as pairs of name and value. Without a time it is now.
func Did(code, text string, figures ...string) wire.Happening {
	h := wire.Happening{Code: code, Text: text}
	for i := 0; i+1 < len(figures); i += 2 {
		if h.Figures == nil {
			h.Figures = map[string]string{}
		}
		h.Figures[figures[i]] = figures[i+1]
	}
	return h
}

// Deployed is revision n, which is revision from again where that is not 0.
func Deployed(n, from uint64) wire.Happening {
	number := strconv.FormatUint(n, 10)
	if from == 0 {
		return Did(wire.HappenedDeployed, fmt.Sprintf("revision %d was deployed", n), "revision", number)
	}
	return Did(wire.HappenedRolledBack, fmt.Sprintf("revision %d was deployed, which is revision %d again", n, from),
		"revision", number, "from", strconv.FormatUint(from, 10))
}

// Ready is a service that answers for the first time since it was started.
func Ready(service string, at time.Time) wire.Happening {
	return wire.Happening{At: at, Code: wire.HappenedReady, Service: service, Text: service + " is ready"}
}

// Shell is a shell that was opened.
func Shell(service string) wire.Happening {
	return wire.Happening{Code: wire.HappenedShell, Service: service, Text: "a shell was opened beside " + service}
}

// Activated is an order whose clock started.
func Activated(at time.Time) wire.Happening {
	h := Did(wire.HappenedActivated, "the order is active")
	h.At = at
	return h
}

// Extended is an order that ends later than it did.
func Extended(until time.Time) wire.Happening {
	until = until.UTC()
	return Did(wire.HappenedExtended, "extended until "+until.Format("2006-01-02 15:04 MST"), "until", until.Format(time.RFC3339))
}

// Replaced is an order whose place another took.
func Replaced(by order.ID) wire.Happening {
	return Did(wire.HappenedReplaced, "order "+by.String()+" took its place", "order", by.String())
}

// TrafficUsed is an order whose traffic is used up.
func TrafficUsed() wire.Happening {
	h := Did(wire.HappenedTraffic, "the traffic that was bought is used up")
	h.Bad = true
	return h
}

// NotOpen is an order all of whose traffic that is open is used.
func NotOpen() wire.Happening {
	h := Did(wire.HappenedNotOpen, "the traffic that is open so far is used up; more opens as the order is paid for")
	h.Bad = true
	return h
}

// Announced is an order of which the node said when it will end it.
func Announced(end time.Time) wire.Happening {
	end = end.UTC()
	h := Did(wire.HappenedAnnounced, "the node ends this order at "+end.Format("2006-01-02 15:04 MST"), "end", end.Format(time.RFC3339))
	h.Bad = true
	return h
}

// Maintenance is what the node's operator has announced, with a note of theirs or none.
func Maintenance(note string) wire.Happening {
	text := "the node is about to be maintained and takes no new orders"
	if note != "" {
		text += ": " + note
	}
	return Did(wire.HappenedMaintenance, text, "note", note)
}

// Maintained is the end of that.
func Maintained() wire.Happening {
	return Did(wire.HappenedMaintained, "the node's maintenance is over")
}

// HeldText is what is said of an order that waits for what its node has lost.
const HeldText phrase.Form = "the node has lost what this order's services need (%s): nothing new is started for it until the node has it again"

// Held is an order that waits for what its node has lost, and was promised.
func Held(lost order.Features) wire.Happening {
	h := Did(wire.HappenedHeld, string(HeldText.Text(lost.String())), "lost", lost.String())
	h.Bad = true
	return h
}

// Asleep is a service that nobody has come to for so long.
func Asleep(service string, after time.Duration) wire.Happening {
	h := Did(wire.HappenedAsleep, service+" fell asleep: nobody had come for "+after.String(), "after", strconv.Itoa(int(after/time.Second)))
	h.Service = service
	return h
}

// Woke is a service that answers again after it was asleep.
func Woke(service string, at time.Time, took time.Duration) wire.Happening {
	seconds := strconv.FormatFloat(took.Seconds(), 'f', 1, 64)
	h := Did(wire.HappenedWoke, service+" woke up, which took "+seconds+" s", "seconds", seconds)
	h.Service, h.At = service, at
	return h
}

// DomainReady is a host of the user's own that is served.
func DomainReady(service, host string) wire.Happening {
	h := Did(wire.HappenedDomain, host+" leads to "+service, "host", host)
	h.Service = service
	return h
}

// losses are why a host is not served any more.
var losses = map[string]string{
	"proof": "the record that proves it is gone", "taken": "another order has proven it", "address": "it does not lead to this node any more",
	"certificate": "its certificate has run out",
}

// DomainLost is a host that is not served any more: proof, taken, address or certificate is the cause.
func DomainLost(service, host, cause string) wire.Happening {
	h := Did(wire.HappenedNoDomain, host+" is not served any more: "+losses[cause], "host", host, "cause", cause)
	h.Service, h.Bad = service, true
	return h
}

// The reasons for an end that are not the contract's own.
const (
	TimeUp     = "completed"
	NotStarted = "expired"
)

// reasons are those of an order's end in plain English.
var reasons = map[string]string{
	TimeUp: "its time was up", NotStarted: "it was not activated in time",
	order.UserLeft.String(): "its user cancelled it", order.NodeUnreachable.String(): "the node was not reachable",
	order.NodeMaintenance.String(): "the node is under maintenance", order.OutOfCapacity.String(): "the node has no room for it",
	order.TermsBroken.String(): "the terms were broken", order.Other.String(): "no reason was given",
}

// Ended is an order's end, for one of the contract's reasons, TimeUp or NotStarted.
func Ended(at time.Time, reason string) wire.Happening {
	why := reasons[reason]
	if why == "" {
		why = reason
	}
	h := Did(wire.HappenedEnded, "the order has ended: "+why, "reason", reason)
	h.At = at
	return h
}

// Snapshot is a copy of a disk that was made.
func Snapshot(disk string) wire.Happening {
	return Did(wire.HappenedSnapshot, "a snapshot of the disk "+disk+" was made", "disk", disk)
}

// NoSnapshot is one that could not be made.
func NoSnapshot(disk, why string) wire.Happening {
	h := Did(wire.HappenedNoSnapshot, "no snapshot of the disk "+disk+" could be made: "+why, "disk", disk, "why", why)
	h.Bad = true
	return h
}

// Restored is a disk that has got another content.
func Restored(disk string) wire.Happening {
	return Did(wire.HappenedRestored, "the disk "+disk+" was restored", "disk", disk)
}

// NotRestored is one that could not get it.
func NotRestored(disk, why string) wire.Happening {
	h := Did(wire.HappenedNotRestored, "the disk "+disk+" could not be restored: "+why, "disk", disk, "why", why)
	h.Bad = true
	return h
}
