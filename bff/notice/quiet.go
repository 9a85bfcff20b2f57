package notice

import (
	"fmt"
	"time"
	_ "time/tzdata" // zones are those of users, whatever the machine has

	"berth/shared/wire"
)

// clockForm is a time of day.
const clockForm = "15:04"

// CheckQuiet says what is wrong with a quiet time: the field and what it has to be; an empty field: nothing is.
func CheckQuiet(q wire.Quiet) (field, why string) {
	from, err := time.Parse(clockForm, q.From)
	if err != nil || len(q.From) != len(clockForm) {
		return "quiet.from", "a time of day such as 22:00"
	}
	to, err := time.Parse(clockForm, q.To)
	if err != nil || len(q.To) != len(clockForm) {
		return "quiet.to", "a time of day such as 07:30"
	}
	if from.Equal(to) {
		return "quiet.to", "another time than from: nothing would ever be sent"
	}
	if len(q.Zone) > 64 || q.Zone == "" || q.Zone == "Local" {
		return "quiet.zone", "a zone such as Europe/Berlin"
	}
	if _, err := time.LoadLocation(q.Zone); err != nil {
		return "quiet.zone", fmt.Sprintf("a zone of the IANA database, such as Europe/Berlin: %q is none", q.Zone)
	}
	return "", ""
}

// loud is when a device may be told something: at once, or once the quiet time is over in which a moment lies.
func loud(q *wire.Quiet, at time.Time) time.Time {
	if q == nil {
		return at
	}
	zone, err := time.LoadLocation(q.Zone)
	from, err1 := time.Parse(clockForm, q.From)
	to, err2 := time.Parse(clockForm, q.To)
	if err != nil || err1 != nil || err2 != nil {
		return at
	}
	here := at.In(zone)
	on := func(days int, t time.Time) time.Time {
		return time.Date(here.Year(), here.Month(), here.Day()+days, t.Hour(), t.Minute(), 0, 0, zone)
	}
	for _, day := range []int{-1, 0} { // that it began yesterday, or today
		begin, end := on(day, from), on(day, to)
		if !end.After(begin) {
			end = on(day+1, to)
		}
		if !at.Before(begin) && at.Before(end) {
			return end
		}
	}
	return at
}
