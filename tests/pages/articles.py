# SPDX-License-Identifier: Apache-2.0
"""Articles for the labelled pages: made up, in our own words, by a seed."""
import random

PLACES = [("Norway", "Oslo", "Norwegian"), ("Kenya", "Nairobi", "Kenyan"),
          ("Peru", "Lima", "Peruvian"), ("Vietnam", "Hanoi", "Vietnamese"),
          ("Jordan", "Amman", "Jordanian"), ("Poland", "Warsaw", "Polish"),
          ("Ghana", "Accra", "Ghanaian"), ("Nepal", "Kathmandu", "Nepali"),
          ("Chile", "Santiago", "Chilean"), ("Oman", "Muscat", "Omani"),
          ("Latvia", "Riga", "Latvian"), ("Senegal", "Dakar", "Senegalese")]
NAMES = ["Ingrid Solheim", "Paul Otieno", "Rosa Quispe", "Nguyen Thi Lan",
         "Samir Haddad", "Marek Zielony", "Ama Boateng", "Bishnu Rai",
         "Carla Fuentes", "Said al-Harthy", "Janis Ozols", "Fatou Sarr"]
TOPICS = ["fishing rights", "a rail link", "grain deliveries",
          "border crossings", "a water treaty", "visa rules",
          "the exchange of prisoners", "air traffic", "a ceasefire line",
          "an electricity cable", "customs duties", "the search for mines"]

LEADS = [
    "{a} and {b} agreed on {day} to reopen talks on {topic}, which had been suspended for almost two years after a dispute over inspections.",
    "The foreign minister of {a}, {na}, arrived in {cb} on {day} for two days of talks on {topic} with {nb} of {b}.",
    "{A} officials said on {day} that {b} had broken the understanding on {topic} and called the {B} ambassador to the ministry.",
    "A delegation from {a} left {cb} on {day} without a result, after {b} refused to discuss {topic} before the spring.",
    "{b} will send {n} observers to {a} under a plan for {topic} that both governments published on {day}.",
    "Police in {ca} detained {n} people on {day} who had marched to the embassy of {b} to protest against the deal on {topic}."]
MORE = [
    "\u201cWe have listened to each other, which is more than could be said a year ago,\u201d {na} told reporters outside the ministry in {ca}.",
    "The two sides set up a working group of {n} experts that is to meet every month, in turn in {ca} and in {cb}.",
    "Neither government would say how much the plan costs, and the parliament in {cb} has not yet been asked to approve it.",
    "{nb}, who leads the {B} side, said that the text left room for a review after eighteen months.",
    "Last autumn {a} recalled its envoy from {cb} and closed {n} crossings, a step that traders on both sides said had ruined the season.",
    "An earlier round, held in a hotel near {cb}, ended when the delegates could not agree on who was to speak first.",
    "Farmers near the border told a local station that they had not been consulted, and that lorries had waited for days.",
    "The opposition in {a} accused the government of giving up too much, and asked for the annexes to be made public.",
    "A spokesman for the {B} ministry rejected that, saying every page had been read out in the committee on foreign affairs.",
    "Under the draft, patrols would keep {n} kilometres apart, and each side would tell the other of exercises a week before they begin.",
    "Analysts in {ca} were cautious: three agreements of this kind had been signed in the past ten years, and none had lasted.",
    "{na} is expected to travel on to a regional meeting, where the question of {topic} is to be raised again with other neighbours.",
    "The United Nations welcomed the step and offered the help of its office in {cb}, which has followed the matter since the first round.",
    "Both capitals had exchanged sharp notes during the winter, after a {A} vessel was searched for nine hours.",
    "It was not clear on {day} whether the accord needs the consent of the provinces, as a court in {ca} ruled in a similar case.",
    "Trade between the two countries fell by a third in the year after the crossings were closed, according to the chamber of commerce in {cb}.",
    "{nb} called the meeting \u201ca beginning, no more\u201d, and warned against reading too much into the photographs.",
    "The families of those who are still missing stood across the road with candles, and were received for half an hour in the evening."]
SHORT = ["No date was set.", "The talks go on in June.", "Nobody was hurt.",
         "{b} did not comment.", "The vote is due in May."]
TITLES = ["{a} and {b} return to talks on {topic}",
          "{A} minister in {cb} for talks on {topic}",
          "{a} summons {B} ambassador over {topic}",
          "Talks between {a} and {b} on {topic} end without result",
          "{b} to send observers to {a} under plan for {topic}",
          "Dozens held in {ca} at protest over {topic}"]
DEKS = ["Both governments publish a plan for {topic}, but leave its costs open",
        "A working group is to meet every month in {ca} and in {cb}",
        "Farmers near the border say that nobody asked them about it"]
HEADS = ["What was agreed", "Reactions in {ca}", "How it came to this",
         "The road ahead"]
TEASERS = ["Ferry service to the islands resumes after the storm",
           "Central bank leaves its rate where it is",
           "Museum opens a wing for old maps and globes",
           "Rain spoils the second day of the cycling race",
           "School holidays may begin a week later next year",
           "Court hears the case of the sunken trawler",
           "Mayor wants fewer cars in the old town",
           "A chef from the coast wins a prize abroad"]
LONG_TEASERS = [
    "After weeks of delay the ferry to the outer islands has taken up its service again, and the first passengers on Monday were greeted with coffee and a brass band.",
    "The bank left its rate unchanged for the fourth time, a decision that most economists had expected, and said that prices of food would be watched closely.",
    "The museum's new wing shows four hundred maps, some of them drawn on bark and leather, and a globe that a blind teacher made for her pupils a century ago.",
    "Rain and wind forced the organisers to shorten the stage by thirty kilometres, and the leader of the race lost his yellow cap in a ditch near the finish."]
COMMENTS = [
    "I have crossed that border for twenty years and never once has a minister asked any of us drivers what we think of it, so I will believe it when I see it happen.",
    "Does anybody remember the last time they promised this? My uncle still keeps the newspaper, and the wording was nearly the same as it is now, word for word.",
    "Thank you for explaining the background so clearly, most other papers just printed the picture of the handshake and left it at that without any context."]
CAPTIONS = ["Delegates shake hands before the meeting. Photograph: A. Example",
            "The border crossing in an archive picture from the spring",
            "A lorry waits at the gate. Image: Example Pictures"]


class Article:
    """One article: title, dek, paragraphs, subheads and its day."""

    def __init__(self, seed):
        r = random.Random(seed)
        (a, ca, aa), (b, cb, bb) = r.sample(PLACES, 2)
        na, nb = r.sample(NAMES, 2)
        self.y, self.m, self.d = 2009 + seed % 14, 1 + seed * 7 % 12, 1 + seed * 5 % 28
        days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
        self.slots = {"a": a, "b": b, "A": aa, "B": bb, "ca": ca, "cb": cb,
                      "na": na, "nb": nb, "topic": r.choice(TOPICS),
                      "day": r.choice(days), "n": r.choice([12, 14, 25, 40, 60])}
        kind = r.randrange(len(LEADS))
        self.title = self.fill(TITLES[kind])
        self.title = self.title[0].upper() + self.title[1:]
        self.dek = self.fill(r.choice(DEKS))
        self.place = ca
        self.author = r.choice(["Jo Sample", "Lee Writer", "Pat Desk"])
        more = r.sample(MORE, len(MORE))
        self.paras = [self.fill(LEADS[kind])]
        while more and len(self.paras) < 8:
            n = r.choice([1, 1, 2, 2, 3])
            self.paras.append(" ".join(self.fill(s) for s in more[:n]))
            more = more[n:]
            if r.random() < 0.2:
                self.paras.append(self.fill(r.choice(SHORT)))
        # no short sentence twice: a reader may well leave the second out
        self.paras = list(dict.fromkeys(self.paras))
        self.heads = [self.fill(h) for h in r.sample(HEADS, 2)]
        self.links = r.sample(TEASERS, 6)
        self.long_links = r.sample(LONG_TEASERS, 3)
        self.comments = r.sample(COMMENTS, 3)
        self.captions = r.sample(CAPTIONS, 2)
        self.slug = "-".join(self.title.lower().split())

    def fill(self, s):
        return s.format(**self.slots)

    @property
    def iso(self):
        return "%04d-%02d-%02d" % (self.y, self.m, self.d)

    def words(self, form="{month} {d}, {y}", mod=0):
        months = ["January", "February", "March", "April", "May", "June",
                  "July", "August", "September", "October", "November",
                  "December"]
        return form.format(month=months[self.m - 1], mon=months[self.m - 1][:3],
                           d=self.d + mod, y=self.y, m=self.m)
