package text

// Words of numbers, units and times.
var (
	AnHour      = Text{"%s an hour", "每小时 %s"}
	anHourMonth = Text{"%s an hour (≈ %s a month)", "每小时 %s（约每月 %s）"}

	about   = Text{"about %s", "约 %s"}
	ago     = Text{"%s ago", "%s前"}
	justNow = Text{"just now", "刚刚"}

	seconds  = Plural{"%d second", "%d seconds", "%d 秒"}
	minutes  = Plural{"%d minute", "%d minutes", "%d 分钟"}
	hours    = Plural{"%d hour", "%d hours", "%d 小时"}
	days     = Plural{"%d day", "%d days", "%d 天"}
	months   = Plural{"%d month", "%d months", "%d 个月"}
	dayShort = Plural{"%d d", "%d d", "%d 天"}

	oneCore   = Text{"1 core", "1 核"}
	manyCores = Text{"%s cores", "%s 核"}
	gpus      = Plural{"%d GPU", "%d GPUs", "%d 块 GPU"}
	ofTotal   = Text{"%s of %s", "%s，共 %s"}
	ofMemory  = Text{"%s memory", "%s 内存"}
	ofDisk    = Text{"%s disk", "%s 磁盘"}
	ofTraffic = Text{"%s traffic", "%s 流量"}

	CPU         = Text{"CPU", "CPU"}
	Memory      = Text{"Memory", "内存"}
	Disk        = Text{"Disk", "磁盘"}
	Traffic     = Text{"Traffic", "流量"}
	GPU         = Text{"GPU", "GPU"}
	GPUModel    = Text{"GPU model", "GPU 型号"}
	Price       = Text{"Price", "价格"}
	Region      = Text{"Region", "地区"}
	Paused      = Text{"Paused", "已暂停"}
	Unreachable = Text{"Unreachable", "无法连接"}
	Duration    = Text{"Duration", "时长"}
)
