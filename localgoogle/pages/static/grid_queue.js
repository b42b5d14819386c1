// Edits on their way to the server, one after another. None is dropped before the server has answered it.

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;

export class Queue {
  // told(waiting, problem): how many edits wait, and the problem that holds them up.
  constructor(net, told) {
    this.net = net;
    this.told = told;
    this.jobs = [];
    this.busy = false;
  }

  get waiting() {
    return this.jobs.reduce((sum, job) => sum + job.edits.length, 0);
  }

  add(job) {
    this.jobs.push(job);
    this.told(this.waiting, null);
    if (!this.busy) this.run();
  }

  async run() {
    this.busy = true;
    let wait = FIRST_WAIT;
    while (this.jobs.length) {
      const held = await this.attempt(this.jobs[0]);
      if (!held) {
        this.jobs.shift();
        wait = FIRST_WAIT;
      } else {
        await this.pause(wait, held);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
      this.told(this.waiting, held);
    }
    this.busy = false;
  }

  // Gives the problem that makes the job wait, nothing once it is answered.
  async attempt(job) {
    try {
      job.done(await this.net.post("edit", { edits: job.edits.map(job.stamped), skip: job.skip }));
    } catch (problem) {
      if (problem.passing) return problem;
      if (problem.status === undefined) throw problem;
      job.refused(problem);
    }
    return null;
  }

  async pause(wait, problem) {
    this.told(this.waiting, problem);
    await new Promise((resume) => setTimeout(resume, wait));
    if (problem.status === 401 || problem.more.stale) await this.net.renew().catch(() => {});
  }
}
