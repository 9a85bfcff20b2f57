package text

import "berth/shared/order"

// EarlyWords are what the script says that paints the first data while the app is on its way: assets/early.js. They are the words that the
// app itself uses there, so that nothing reads otherwise once it has come.
func (t T) EarlyWords() map[string]any {
	free := func(x Text) string { return t.Say(FreeOf, t.Say(x)) }
	return map[string]any{
		"wait": t.Say(earlyWait), "of": t.Say(ofTotal), "core": t.Say(oneCore), "cores": t.Say(manyCores), "gpu": t.Count(gpus, 1), "gpus": t.of(gpus),
		"cpu": t.Say(CPU), "memory": t.Say(Memory), "disk": t.Say(Disk), "gpuName": t.Say(GPU), "free": t.Say(FreeOf),
		"paused": t.Say(Paused), "unreachable": t.Say(Unreachable), "maintained": t.Say(Maintained), "online": t.Say(Reachable),
		"hour": t.Say(DialHour), "unpriced": t.Say(NodeNoPrice), "fresh": t.Say(NodeNew), "served": t.of(NodeServed), "noRegion": t.Say(NoRegion),
		"count": t.Say(NodesOf), "priced": t.Say(PricedWhole), "order": t.Say(OrderNo), "on": t.Say(OnNode),
		"from": t.Say(HomeFrom), "small": t.Say(HomeSmall), "size": t.Say(HomeSize), "try": t.Say(HomeTryIt), "none": t.Say(HomeNone),
		"mine": t.of(HomeMine), "mineOne": t.Count(HomeMine, 1), "anHour": t.Say(AnHour),
		"caption": t.Say(ExploreTitle), "filters": t.Say(Filters), "filtersOn": t.of(FiltersOn), "number": t.Say(NotANumber), "noneFit": t.Say(NoneFitTitle),
		"pricedFor": t.Say(PricedFor), "ofMemory": t.Say(ofMemory), "ofDisk": t.Say(ofDisk), "has": t.Say(ResourcesTitle), "rentHere": t.Say(RentHere),
		"named": map[order.Need]string{order.NeedRoot: t.NeedWords(order.NeedRoot), order.NeedUserNS: t.NeedWords(order.NeedUserNS), order.NeedSandbox: t.NeedWords(order.NeedSandbox)},
		"sort":  t.Say(SortBy),
		"sorts": [][2]string{
			{"price", t.Say(SortCheap)}, {"-price", t.Say(SortDear)}, {"cpu", t.Say(SortCPU)}, {"memory", t.Say(SortMemory)}, {"disk", t.Say(SortDisk)},
			{"record", t.Say(SortRecord)}, {"uptime", t.Say(SortUp)},
		},
		"heads": []string{t.Say(NodeColumn), free(CPU), free(Memory), free(Disk), free(GPU), t.Say(RecordColumn), t.Say(PriceColumn)},
	}
}

// of is a plural's phrase for many, with its verb.
func (t T) of(p Plural) string {
	if t.Lang == ZH {
		return p.ZH
	}
	return p.Many
}

var earlyWait = Text{"Ready once the app has loaded", "应用加载后即可使用"}
