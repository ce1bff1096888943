/** The input of `plan_tasks`. */
export type PlanTasksInput = {
  title?: string;
  tasks: Task[];
};

export type Task = {
  /** What to do. */
  title: string;
  done?: boolean;
  subtasks?: Task[];
};
