package certify

import (
	"time"

	"berth/bff/dossier"
	"berth/shared/amount"
	"berth/shared/wire"
)

// Bounds of what is counted.
const (
	fewest       = 10 // questions, below which no share is told
	mostDays     = 30
	mostIncident = 50
	shortest     = 30 * time.Second // an absence below is no incident: one question that got lost
)

// count adds a question to a gateway. It gives an absence that has ended by it and is worth telling.
func count(p *dossier.Probes, at time.Time, why string) (ended *wire.Absence) {
	at = at.UTC()
	shift(p, at)
	if p.Date != at.Format(time.DateOnly) {
		return nil // of before what is counted
	}
	h := 24 + at.Hour()
	if p.Asked[h] < 1<<16-1 {
		p.Asked[h]++
		if why == "" {
			p.Answered[h]++
		}
	}
	switch {
	case why != "" && p.Away == nil:
		p.Away = &wire.Absence{From: at.Truncate(time.Second), Why: why}
	case why != "":
		away := *p.Away
		away.Why = why
		p.Away = &away
	case p.Away != nil:
		away := *p.Away
		p.Away = nil
		if away.To = at.Truncate(time.Second); away.To.Sub(away.From) >= shortest {
			return &away
		}
	}
	return nil
}

// price adds a list price. A day on which it is as it was before needs no entry of its own.
func price(p *dossier.Probes, at time.Time, rate amount.Nano) {
	today := at.UTC().Format(time.DateOnly)
	n := len(p.Prices)
	if n > 0 && p.Prices[n-1].Date > today {
		return // of before what is kept
	}
	if n > 0 {
		last := p.Prices[n-1]
		switch {
		case last.Date == today:
			if is := (wire.PriceDay{Date: today, Low: lesser(last.Low, rate), High: greater(last.High, rate), Last: rate}); is != last {
				p.Prices = append(p.Prices[:n-1:n-1], is) // what is told of is not changed
			}
			return
		case last.Low == rate && last.High == rate:
			return
		}
	}
	first, since := 0, at.UTC().AddDate(0, 0, 1-mostDays).Format(time.DateOnly)
	for first+1 < n && p.Prices[first+1].Date <= since {
		first++
	}
	p.Prices = append(p.Prices[first:n:n], wire.PriceDay{Date: today, Low: rate, High: rate, Last: rate})
}

func lesser(a, b amount.Nano) amount.Nano {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

func greater(a, b amount.Nano) amount.Nano {
	if b.Cmp(a) > 0 {
		return b
	}
	return a
}

// shift makes a day the second of the two that are counted by the hour; what falls out becomes a sum.
func shift(p *dossier.Probes, now time.Time) {
	today := now.UTC().Format(time.DateOnly)
	if p.Date == "" {
		p.Date = today
	}
	for p.Date < today {
		was, err := time.Parse(time.DateOnly, p.Date)
		if err != nil || now.Sub(was) > 2*mostDays*24*time.Hour {
			*p = dossier.Probes{Date: today, Away: p.Away}
			return
		}
		day := wire.UptimeDay{Date: was.AddDate(0, 0, -1).Format(time.DateOnly)}
		for h := range 24 {
			day.Asked += int(p.Asked[h])
			day.Answered += int(p.Answered[h])
		}
		if day.Asked > 0 || len(p.Days) > 0 {
			p.Days = append(p.Days[max(0, len(p.Days)-mostDays+1):len(p.Days):len(p.Days)], day)
		}
		copy(p.Asked[:24], p.Asked[24:])
		copy(p.Answered[:24], p.Answered[24:])
		clear(p.Asked[24:])
		clear(p.Answered[24:])
		p.Date = was.AddDate(0, 0, 1).Format(time.DateOnly)
	}
}

// uptime is the share of the questions of the last day, week and month that were answered.
func uptime(p dossier.Probes, now time.Time) wire.Uptime {
	shift(&p, now)
	share := func(asked, answered int) int {
		if asked < fewest {
			return -1
		}
		return answered * 1000 / asked
	}
	var asked, answered int
	for h := now.UTC().Hour() + 1; h <= 24+now.UTC().Hour(); h++ {
		asked += int(p.Asked[h])
		answered += int(p.Answered[h])
	}
	u := wire.Uptime{Day: share(asked, answered)}
	all := days(p, now)
	since := func(n int) int {
		asked, answered = 0, 0
		from := now.UTC().AddDate(0, 0, 1-n).Format(time.DateOnly)
		for _, d := range all {
			if d.Date >= from {
				asked += d.Asked
				answered += d.Answered
			}
		}
		return share(asked, answered)
	}
	u.Week, u.Month = since(7), since(mostDays)
	return u
}

// days are the counts of the last 30 days, the oldest first, today's too.
func days(p dossier.Probes, now time.Time) []wire.UptimeDay {
	shift(&p, now)
	all := append([]wire.UptimeDay(nil), p.Days...)
	for k := range 2 {
		d := wire.UptimeDay{Date: now.UTC().AddDate(0, 0, k-1).Format(time.DateOnly)}
		for h := range 24 {
			d.Asked += int(p.Asked[24*k+h])
			d.Answered += int(p.Answered[24*k+h])
		}
		if d.Asked > 0 {
			all = append(all, d)
		}
	}
	return all[max(0, len(all)-mostDays):]
}
